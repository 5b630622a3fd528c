"""Who may vote: a case, a criterion for each kind of rule, and the verdict."""
