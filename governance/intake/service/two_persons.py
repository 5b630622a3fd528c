"""Four eyes: an act is proposed by one person and takes effect when another approves it, exactly as it was proposed.

What waits is in nobody's figures. An approval rests on the version on which its author looked at the effect: where the
ledger has moved on since, it is refused and looked at again.
"""

from __future__ import annotations

from decimal import Decimal

from governance.access import APPROVER, FINANCE, Reader, acting, check_reads_as_finance
from governance.books import Books, Change
from governance.intake.service.alone import Amounts, beyond, may_not_approve_so_much
from governance.intake.service.effect import Effect
from governance.intake.service.messages import MESSAGES
from governance.intake.service.moved import closed_years_moved
from governance.intake.service.year_closing import close
from governance.ledger import Event, Ledger, audit
from governance.ledger.proposals import (
    APPROVED,
    PENDING,
    REJECTED,
    Act,
    Proposal,
    act_of,
    decide,
    decide_in,
    proposals,
)
from governance.ledger.refusals import proposal_not_pending
from governance.problems import Refused
from governance.settings import signs_in, two_persons

_INSTRUCTIONS = "payment_instructions"
"""Where the money is to be paid to: with a sign-in, never one person's to change."""


def needs_two(ledger: Ledger, act: Act, reader: Reader, amounts: Amounts) -> bool:
    """Whether an act that comes to `amounts` takes effect only when another person than the reader approves it."""
    if two_persons() or beyond(reader, FINANCE, act.kind, amounts):
        return True
    return signs_in() and _INSTRUCTIONS in _tables(ledger, act)


def _tables(ledger: Ledger, act: Act) -> set[str]:
    if act.kind not in ("revoke", "reaccept"):
        return {batch.table for batch in act.batches}
    return {str(event.table_name) for event in ledger.history() if event.batch == act.values["batch"]} - {"None"}


def whose(reader: Reader, who: str) -> str:
    """What tells a person from another: what the provider calls them (it is one, however the file of roles spells its
    name); where nobody signs in, their name. Raises Refused for an account of the machine of which, beside a sign-in,
    nobody has said whose it is."""
    if reader.subject:
        return reader.subject
    if signs_in():
        raise Refused(MESSAGES.problem("account-of-nobody"))
    return who.strip().casefold()


def waiting(target: str, reader: Reader) -> list[Proposal]:
    """The proposals that nobody has decided yet. Raises Refused for a reader who may not see them."""
    return [one for one in proposals(target, reader) if one.status == PENDING]


def perform(ledger: Ledger, act: Act, who: str, after: int | None) -> list[Event]:
    """Do an act. Raises Refused as the ledger does, and where it has moved on since `after`."""
    values = act.values
    note = str(values.get("note", ""))
    if act.kind == "accept":
        return ledger.append(act.batches, who=who, after=after, said=act.said)
    if act.kind == "revoke":
        return [ledger.revoke(_whole(values["batch"]), why=note, who=who, after=after)]
    if act.kind == "reaccept":
        return [ledger.reaccept(_whole(values["batch"]), note=note, who=who, after=after)]
    if act.kind == "close":
        entered = {(item, currency): Decimal(amount) for item, currency, amount in values["totals"]}  # type: ignore[attr-defined]
        event, _ = close(ledger, Books.at(ledger, after), _whole(values["year"]), entered, who=who, note=note)
        return [event]
    if act.kind == "reopen":
        return [ledger.reopen_year(_whole(values["year"]), why=note, who=who, after=after)]
    assert act.kind == "adopt"
    return [ledger.adopt(str(values["rulebook"]), str(values["rules"]), who=who, note=note, after=after)]


def change_of(act: Act) -> Change | None:
    """The change of figures that an act would be; None for one that changes none, such as closing a year."""
    if act.kind == "accept":
        return Change(adding=act.batches)
    if act.kind == "revoke":
        return Change(revoking=[_whole(act.values["batch"])])
    if act.kind == "reaccept":
        return Change(reaccepting=[_whole(act.values["batch"])])
    if act.kind == "adopt":
        return Change(rules=(str(act.values["rulebook"]), str(act.values["rules"])))
    return None


def may_decide(reader: Reader, who: str, proposal: Proposal) -> bool:
    """Whether the reader may approve the proposal: an approver, and nobody approves their own."""
    return APPROVER in reader.roles and whose(reader, who) != proposal.whose


def approve(ledger: Ledger, reader: Reader, who: str, number: int, *, after: int) -> list[Event]:
    """Let a proposal take effect on version `after`, on which the approver has looked at it. The register names both.
    Raises Refused for a reader who may not, for one's own, and where the ledger has moved on since."""
    proposal = _pending(ledger, reader, number)
    if APPROVER not in reader.roles:
        raise audit.refused(ledger.target, reader, MESSAGES.problem("may-not-approve"))
    if not (named := acting(reader, who)):
        raise Refused(MESSAGES.problem("who-missing"))
    if whose(reader, who) == proposal.whose:
        raise audit.refused(ledger.target, reader, MESSAGES.problem("own-proposal"))
    act = act_of(ledger.target, proposal, reader)
    effect = effect_of(seen_change(ledger, act, after), reader)
    if problem := may_not_approve_so_much(reader, act.kind, effect.amounts if effect else {}):
        raise audit.refused(ledger.target, reader, problem)
    deciding = Ledger(ledger.target, along=lambda connection: decide_in(connection, number, APPROVED, who=named))
    return perform(deciding, act, f"{proposal.who} / {named}", after)


def effect_of(books: tuple[Books, Books] | None, reader: Reader) -> Effect | None:
    """What an act does, by the books before and after it; None for one that changes no figure."""
    return Effect(*books, books[1].last_day(), reader) if books else None


def reject(ledger: Ledger, reader: Reader, who: str, number: int, *, why: str) -> Proposal:
    """Turn a proposal down, for a stated reason; whoever made it may take it back in the same way."""
    proposal = _pending(ledger, reader, number)
    if APPROVER not in reader.roles and whose(reader, who) != proposal.whose:
        raise audit.refused(ledger.target, reader, MESSAGES.problem("may-not-approve"))
    if not (named := acting(reader, who)):
        raise Refused(MESSAGES.problem("who-missing"))
    if not why.strip():
        raise Refused(MESSAGES.problem("rejected-why"))
    return decide(ledger.target, number, REJECTED, who=named, word=why.strip())


def seen_change(ledger: Ledger, act: Act, version: int | None = None) -> tuple[Books, Books] | None:
    """The books before and after an act; None for one that changes no figure. Raises Refused where figures of a closed
    year would move."""
    change = change_of(act)
    if change is None:
        return None
    before = Books.at(ledger, version)
    after = Books.supposing(ledger, change, before.version)
    if problems := list(closed_years_moved(before, after)):
        raise Refused(*problems)
    return before, after


def _pending(ledger: Ledger, reader: Reader, number: int) -> Proposal:
    check_reads_as_finance(reader)
    found = next((one for one in waiting(ledger.target, reader) if one.number == number), None)
    if found is None:
        raise Refused(proposal_not_pending(number))
    return found


def _whole(value: object) -> int:
    return int(str(value))
