"""What the bank booked in a month beside the receipts held here: matched, or only on one side."""

import streamlit as st

from governance.ui.finance import bank_reconciliation
from governance.ui.parts.words import say
from governance.ui.shell.here import here

where = here()
st.title(say("Bank reconciliation"), anchor=False)
bank_reconciliation.reconciliation(where)
