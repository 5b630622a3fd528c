"""What leaves the software on paper and as files: statements, letters, reports, calendars, answers."""
