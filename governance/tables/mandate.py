"""Tables about what the Organization is for: its service areas and activities, its objectives, its documents' words."""

from governance.access import ALL
from governance.tables.declare import Check, Column, Kind, not_negative, table
from governance.words import mark

_PARAGRAPH = Column("paragraph", Kind.TEXT, mark("The paragraph or heading that states it"), example="paragraph 20")

MOST_WORDS = 25
"""How many words of a document are quoted at once, at most: enough to hear it, too few to stand in its place."""

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru", "zh")
"""The languages of documents that are quoted, as ISO 639-1 codes."""

MANDATE = (
    table(
        "service_areas",
        mark("Service areas and activities"),
        mark("One row per service area, main area of work, activity and document."),
        Column(
            "area",
            Kind.TEXT,
            mark("The area or activity, as the document prints it"),
            required=True,
            example="migration health",
        ),
        Column(
            "level",
            Kind.CHOICE,
            mark(
                "A service area; a main area of work; an activity of a main area; or an activity that cuts across them"
            ),
            required=True,
            choices=("service_area", "main_area", "activity", "cross_cutting"),
        ),
        Column("main_area", Kind.TEXT, mark("The main area to which the activity belongs")),
        Column("same_as", Kind.TEXT, mark("The service area of which this is another document's wording")),
        _PARAGRAPH,
        key=("area", "level", "main_area", "document"),
        checks=(
            Check(
                "activity_has_a_main_area",
                "main_area",
                "level <> 'activity' or main_area is not null",
                mark("An activity needs the main area to which it belongs."),
                fix=mark("Name the main area, or write cross_cutting as its level."),
            ),
        ),
        first_schema=2,
        delegations=ALL,
    ),
    table(
        "objectives",
        mark("Objectives"),
        mark("One row per set of objectives and objective."),
        Column(
            "objective_set",
            Kind.YEAR,
            mark("The year in which the set of objectives was given"),
            required=True,
            unit=mark("year"),
            example="2004",
        ),
        Column("number", Kind.COUNT, mark("Its place in the text"), required=True, unit=mark("place"), example="1"),
        Column("objective", Kind.TEXT, mark("The objective"), required=True, example="Assist people in emergencies"),
        _PARAGRAPH,
        key=("objective_set", "number"),
        checks=(not_negative("number"),),
        first_schema=2,
        delegations=ALL,
    ),
    table(
        "quotations",
        mark("Words of documents"),
        mark("One row per subject, document and words quoted."),
        Column(
            "subject",
            Kind.TEXT,
            mark("What the words are about, in lower case with underscores"),
            required=True,
            example="zero_nominal_growth",
        ),
        Column(
            "quote",
            Kind.TEXT,
            mark("At most 25 words, exactly as printed; three dots stand where some are left out"),
            required=True,
            example="ZNG imposes more and more serious constraints ...",
        ),
        Column(
            "paragraph",
            Kind.TEXT,
            mark("The paragraph or heading under which the words stand"),
            required=True,
            example="paragraph 30",
        ),
        Column(
            "language",
            Kind.CHOICE,
            mark("The language of the words, as an ISO 639-1 code"),
            choices=LANGUAGES,
            default="en",
        ),
        Column("dated", Kind.PERIOD, mark("The day, month or year of the document"), required=True, example="2004"),
        key=("subject", "quote", "document"),
        checks=(
            Check(
                "quote_is_short",
                "quote",
                f"array_length(regexp_split_to_array(trim(quote), ' +')) <= {MOST_WORDS}",
                mark("A quotation has at most 25 words."),
                mark("Shorten it: write three dots where words are left out."),
            ),
        ),
        first_schema=4,
        delegations=ALL,
    ),
)
