"""A bank's statement that fits the demonstration: what came in on its last day, in every way in which money comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from governance.access import Reader
from governance.books import Books
from governance.names import printed
from governance.rules.accounts.references import bill_references

FILE = "demonstration-statement.xml"
_FORM = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_STATES = 7
"""How many States that owe something are told of."""
_RENT, _CHARGE, _GIFT, _RETURNED = Decimal("-35000.00"), Decimal("-12.50"), Decimal("1000.00"), Decimal("-250.00")


@dataclass(frozen=True)
class _Entry:
    """An entry, or a payment of one."""

    reference: str
    amount: Decimal
    name: str = ""
    account: str = ""
    text: str = ""
    own: str = ""
    code: str = "RCDT"
    sub: str = "XBCT"
    reversal: bool = False
    booked: bool = True
    parts: tuple[_Entry, ...] = ()


def sample_statement(books: Books, reader: Reader) -> bytes:
    """The statement (camt.053.001.08). Raises Refused for a reader who may not see what States owe."""
    day = books.last_day()
    held: dict[object, dict[date, Decimal]] = {}
    for dated, where, amount in books.rows_in_force("cash", ("dated", "account", "amount"), reader=reader):
        held.setdefault(where, {})[dated] = amount  # type: ignore[index,assignment]
    accounts = books.ask("payment_instructions", day, reader).dicts()
    account = next((one for one in accounts if one["account"] in held), accounts[0])
    balances = held.get(account["account"], {})
    entries = list(_entries(books, day, reader))
    moved = sum((entry.amount for entry in entries if entry.booked), Decimal(0))
    opening = balances[day] - moved if day in balances else balances[max(balances)] if balances else Decimal(0)
    iban = account.text("iban").replace(" ", "")
    return _document(iban, account.text("currency"), day, opening, moved, entries).encode()


def _entries(books: Books, day: date, reader: Reader) -> Iterator[_Entry]:
    """Paid from a known account, by name and amount, by our bill, for two States at once, together in one entry, by
    nobody that is known, taken back; a charge, a rent, and an entry that is not booked yet."""
    owed = [
        (row.text("state"), row.amount("outstanding"))
        for row in books.ask("outstanding", day, reader).dicts()
        if row["year"] == day.year and row["outstanding"] and row["outstanding"] > 0
    ]
    spread = owed[:: max(1, len(owed) // _STATES)][:_STATES]
    known, named, billed, first, second, third, fourth = (*spread, *[("", Decimal("100.00"))] * _STATES)[:_STATES]
    stamp = f"{day:%Y%m%d}"
    accounts = _accounts(books, reader)
    said = {state: printed(state) if state else "nobody" for state, _ in spread}

    def entry(number: int, of: tuple[str, Decimal], **told: object) -> _Entry:
        return replace(_Entry(f"DEMO{stamp}/{number:03d}", of[1]), **told)  # type: ignore[arg-type]

    yield entry(1, known, name=f"Ministry of Finance of {said.get(known[0])}", account=accounts.get(known[0], ""),
                text=f"Contribution {day.year}")  # fmt: skip
    yield entry(2, named, name=f"Treasury of {said.get(named[0])}", text="Assessed contribution")
    yield entry(3, billed, name="A central bank (demonstration)", own=bill_references(billed[0], day, books.version)[1])
    yield entry(4, ("", first[1] + second[1]), name="A correspondent bank (demonstration)",
                text=f"Contributions of {said.get(first[0])} and {said.get(second[0])}")  # fmt: skip
    parts = (entry(51, third, name=said.get(third[0], "")), entry(52, fourth, name=said.get(fourth[0], "")))
    yield entry(5, ("", third[1] + fourth[1]), parts=parts, sub="VCOM")
    yield entry(6, ("", _GIFT), name="A well-wisher (demonstration)", text="With best regards")
    yield entry(7, ("", _RETURNED), name=f"Treasury of {said.get(named[0])}", text="Paid twice", reversal=True)
    yield entry(8, ("", _CHARGE), sub="CHRG")
    yield entry(9, ("", _RENT), name="A landlord (demonstration)", text="Rent", code="ICDT", sub="DMCT")
    yield entry(10, ("", _GIFT), name="A well-wisher (demonstration)", booked=False)


def _accounts(books: Books, reader: Reader) -> dict[str, str]:
    """The account from which each State paid last."""
    columns = ("reference", "counterparty_iban")
    told = {str(name): iban for name, iban in books.rows_in_force("bank_entries", columns, reader=reader)}
    found = books.rows_in_force("receipts", ("state", "reference"), reader=reader)
    return {str(state): str(told[str(name)]) for state, name in found if state and told.get(str(name))}


def _document(iban: str, currency: str, day: date, opening: Decimal, moved: Decimal, entries: Sequence[_Entry]) -> str:
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_money(amount, currency)}<Dt><Dt>{day}</Dt></Dt></Bal>"
        for code, amount in (("OPBD", opening), ("CLBD", opening + moved))
    )
    number = day.timetuple().tm_yday
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{_FORM}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>DEMO-{day}</MsgId><CreDtTm>{day}T22:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>DEMO-{day}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb><LglSeqNb>{number}</LglSeqNb>"
        f"<Acct><Id><Othr><Id>{iban}</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>\n{balances}\n"
        + "\n".join(_entry(entry, currency, day) for entry in entries)
        + "\n</Stmt></BkToCstmrStmt></Document>\n"
    )


def _entry(entry: _Entry, currency: str, day: date) -> str:
    details = "".join(_payment(part, currency) for part in entry.parts or (entry,))
    several = f"<Btch><NbOfTxs>{len(entry.parts)}</NbOfTxs></Btch>" if entry.parts else ""
    return (
        f"<Ntry>{_money(entry.amount, currency)}{'<RvslInd>true</RvslInd>' if entry.reversal else ''}"
        f"<Sts><Cd>{'BOOK' if entry.booked else 'PDNG'}</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{entry.reference}</AcctSvcrRef>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{entry.code}</Cd><SubFmlyCd>{entry.sub}</SubFmlyCd></Fmly></Domn>"
        f"</BkTxCd><NtryDtls>{several}{details}</NtryDtls></Ntry>"
    )


def _payment(entry: _Entry, currency: str) -> str:
    who = "Dbtr" if (entry.amount > 0) != entry.reversal else "Cdtr"
    parties = f"<{who}><Pty><Nm>{escape(entry.name)}</Nm></Pty></{who}>" if entry.name else ""
    if entry.account:
        parties += f"<{who}Acct><Id><Othr><Id>{entry.account}</Id></Othr></Id></{who}Acct>"
    wrote = f"<Ustrd>{escape(entry.text)}</Ustrd>" if entry.text else ""
    if entry.own:
        wrote += f"<Strd><CdtrRefInf><Ref>{entry.own}</Ref></CdtrRefInf></Strd>"
    return (
        f"<TxDtls><Refs><AcctSvcrRef>{entry.reference}</AcctSvcrRef></Refs>{_money(entry.amount, currency)}"
        f"<RltdPties>{parties}</RltdPties><RmtInf>{wrote}</RmtInf></TxDtls>"
    )


def _money(amount: Decimal, currency: str) -> str:
    said = "DBIT" if amount < 0 else "CRDT"
    return f'<Amt Ccy="{currency}">{abs(amount)}</Amt><CdtDbtInd>{said}</CdtDbtInd>'
