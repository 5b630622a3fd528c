"""Each Member's change of assessment between two years, split by cause so that the parts add up to it exactly."""

import streamlit as st

from governance.ui.budget import assessment_change, changed_most
from governance.ui.parts.show import end
from governance.ui.parts.words import say, titles
from governance.ui.shell.here import here

where = here()
st.title(say("Whose assessment rises and falls"), anchor=False)
years = assessment_change.years(where)
if len(years) < 2:
    st.markdown(say("No assessments of two years are held here on this date, so there is no change to explain."))
    end()
if not where.ask("scales").rows:
    st.markdown(
        say(
            "Why assessments changed can be told with the United Nations scale and the whole membership, which are not "
            "both held here: hand them in with the tables “{un_scale}” and “{membership}”. The page on the assessed "
            "budget shows by how much each one changed.",
            **titles("un_scale", "membership"),
        )
    )
    end()
first = st.container()
answer = assessment_change.choices(where, years)
if not answer.rows:
    st.markdown(
        say(
            "No assessments held here are explained by a United Nations scale: hand in “{un_scale}” and the whole "
            "“{membership}”. The page on assessment checks says of each year what does not fit.",
            **titles("un_scale", "membership"),
        )
    )
    end()
first.markdown(assessment_change.sentence(where, answer))
changed_most.of_all(where, answer)
assessment_change.causes(where, answer)
