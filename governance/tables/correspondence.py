"""The register of notices: the letters to Members about their contributions that were sent."""

from governance.access import own_by
from governance.tables.declare import STATE, Check, Column, Kind, day, not_negative, table
from governance.words import mark

KINDS = ("assessment_notice", "reminder", "acknowledgement", "note_verbale")
LEVELS = ("due", "in_arrears", "reaches_threshold", "informed")
"""What a note verbale is about, the mildest first."""

LETTERS = (
    table(
        "notices",
        mark("Register of notices"),
        mark("One row per letter that was sent to a State about its contributions."),
        day("sent", mark("The day on which it was sent"), required=True),
        STATE,
        Column(
            "kind", Kind.CHOICE, mark("What kind of letter it is"), required=True, choices=KINDS, example="note_verbale"
        ),
        Column(
            "letter_level",
            Kind.CHOICE,
            mark("What a note verbale is about: what is due, arrears, the threshold, or that the body was informed"),
            choices=LEVELS,
        ),
        day("received", mark("The day on which the State received it; blank: not known")),
        Column("year", Kind.YEAR, mark("The financial year that the letter is about"), unit=mark("year")),
        Column(
            "due_days",
            Kind.COUNT,
            mark("Within how many days after its receipt the letter asks to pay, where it sets such a term"),
            unit=mark("days"),
            example="30",
        ),
        key=("sent", "state", "kind"),
        checks=(
            Check(
                "level_of_a_note_verbale",
                "letter_level",
                "letter_level is null or kind = 'note_verbale'",
                mark("Only a note verbale has a level."),
                mark("Leave the level blank, or correct the kind of letter."),
            ),
            Check(
                "received_after_sent",
                "received",
                "received >= sent",
                mark("The letter was received before it was sent."),
                mark("Exchange the two days, or correct one of them."),
            ),
            not_negative("due_days"),
        ),
        first_schema=6,
        happened="coalesce(received, sent)",
        delegations=own_by("state"),
    ),
)
