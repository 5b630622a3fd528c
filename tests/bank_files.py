"""Statements of a bank for tests: an entry a line, as `reference | amount | who | their account | what they wrote`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).with_name("bank")
"""Files as banks make them, one of each version that is read."""
ACCOUNT = "XX00DEMO00000000000001"


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


def camt(text: str, **told: object) -> bytes:
    """A camt.053.001.08 with one statement."""
    return document(statement(text, **told))  # type: ignore[arg-type]


def document(*statements: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>M</MsgId></GrpHdr>{''.join(statements)}</BkToCstmrStmt></Document>"
    ).encode()


def statement(
    text: str, *, number: int = 1, day: str = "2026-04-01", opening: str = "0.00", closing: str | None = None,
    account: str = ACCOUNT, currency: str = "CHF",
) -> str:  # fmt: skip
    rows = list(_rows(text))
    end = Decimal(opening) + sum((Decimal(row[1]) for row in rows), Decimal(0))
    balances = _balance("OPBD", Decimal(opening), day, currency) + _balance(
        "CLBD", Decimal(closing) if closing is not None else end, day, currency
    )
    entries = "".join(_entry(row, day, currency) for row in rows)
    return (
        f"<Stmt><Id>{number}</Id><LglSeqNb>{number}</LglSeqNb><Acct><Id><IBAN>{account}</IBAN></Id>"
        f"<Ccy>{currency}</Ccy></Acct>{balances}{entries}</Stmt>"
    )


def _rows(text: str) -> Iterator[list[str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        cells = [cell.strip() for cell in line.split("|")]
        yield cells + [""] * (6 - len(cells))


def _balance(code: str, amount: Decimal, day: str, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_money(amount, currency)}<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _money(amount: Decimal, currency: str) -> str:
    said = "DBIT" if amount < 0 else "CRDT"
    return f'<Amt Ccy="{currency}">{abs(amount)}</Amt><CdtDbtInd>{said}</CdtDbtInd>'


def _entry(row: list[str], day: str, currency: str) -> str:
    reference, amount, who, iban, wrote, own = row
    money = _money(Decimal(amount), currency)
    party = "Dbtr" if Decimal(amount) > 0 else "Cdtr"
    named = f"<{party}><Pty><Nm>{escape(who)}</Nm></Pty></{party}>" if who else ""
    account = f"<{party}Acct><Id><IBAN>{iban}</IBAN></Id></{party}Acct>" if iban else ""
    remittance = (f"<Ustrd>{escape(wrote)}</Ustrd>" if wrote else "") + (
        f"<Strd><CdtrRefInf><Ref>{own}</Ref></CdtrRefInf></Strd>" if own else ""
    )
    return (
        f"<Ntry>{money}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        + (f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else "")
        + f"<NtryDtls><TxDtls><Refs/>{money}<RltdPties>{named}{account}</RltdPties>"
        f"<RmtInf>{remittance}</RmtInf></TxDtls></NtryDtls></Ntry>"
    )
