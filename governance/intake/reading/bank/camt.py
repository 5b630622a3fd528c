"""Statements in XML (ISO 20022): camt.053 in the versions that banks send, and the details of camt.054.

pycamt opens the document: it resolves no entity, asks no network, and keeps to the limits of its parser. What it makes
of the entries is not used: it names all payments of an entry by one reference, takes a payment's amount in the currency
of the order, leaves charges out, and reads overdrawn balances as binary fractions (decision 14).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NoReturn

from pycamt.parser import Camt053Parser

from governance.intake.reading import unread
from governance.intake.reading.bank.bank_rows import EntryRow, StatementRow, amount_of, grids_of_bank
from governance.intake.reading.grid import Grid
from governance.intake.reading.package import DECLARED_ENCODING, ENTITY, LONG_SPACE
from governance.problems import Problem, Refused
from governance.words import mark, say

VERSIONS = {"053": ("02", "04", "08"), "054": ("02", "04", "08")}
"""The versions that are read of the statement and of the details of its entries."""

_SPACE = re.compile(
    r"urn:iso:std:iso:20022:tech:xsd:(?P<form>(?P<kind>[a-z]{4}\.[0-9]{3})\.[0-9]{3}\.(?P<version>[0-9]{2}))"
)
_OTHERS = {
    "camt.052": mark("an interim report (camt.052), of which entries may still change"),
    "pain.001": mark("a payment order (pain.001)"),
    "pain.002": mark("the status of a payment order (pain.002)"),
}
_PATHS = {"053": ("BkToCstmrStmt", "Stmt"), "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn")}
_PLAIN = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
"""Encodings in which what is refused of a document stands in the bytes as it is searched for."""
_OPENING, _CLOSING = ("OPBD", "PRCD", "ITBD"), ("CLBD", "ITBD")
_CHARGES = ("CHRG", "COMM", "COMT", "FEES")
_BOOKED, _NOT_BOOKED = "BOOK", ("PDNG", "FUTR", "INFO")
"""What ISO 20022 knows of as an entry's status: booked; to come, of a later day, or only told of."""
_NO_REFERENCE = ("NOTPROVIDED", "NONREF", "NOTPROVIDED.")


def read_camt(name: str, content: bytes) -> list[Grid]:
    """The statements of the file and their entries. Raises Refused for XML that defines entities or is in an encoding
    of which that cannot be told, for other messages and versions by their names, and for all that cannot be read of
    it, with where it is."""
    root = _root(name, content)
    kind, form = _known(name, root)
    document = _Document(name, root, form, *_PATHS[kind])
    statements, entries = document.read()
    if document.problems:
        raise Refused(*document.problems)
    if not statements:
        raise unread.refused("bank-nothing", name)
    return grids_of_bank(name, statements, entries)


def _root(name: str, content: bytes) -> Any:
    declared = DECLARED_ENCODING.match(content.removeprefix(codecs.BOM_UTF8).lstrip())
    if b"\0" in content or (declared and declared[1].lower() not in _PLAIN):
        raise unread.refused("bank-encoding", name)
    if ENTITY.search(content):
        raise unread.refused("bank-entities", name)
    if LONG_SPACE.search(content):
        raise unread.refused("bank-damaged", name)
    try:
        return Camt053Parser(content).tree
    except (SyntaxError, ValueError) as error:  # lxml's own is a SyntaxError
        raise unread.refused("bank-damaged", name) from error


def _known(name: str, root: Any) -> tuple[str, str]:
    """053 or 054, and the message with its version. Raises Refused, by its name, for everything else."""
    space, _, tag = str(root.tag).rpartition("}")
    found = _SPACE.fullmatch(space.removeprefix("{"))
    if found is None:
        raise unread.refused("bank-other", name, what=say("another document (“{tag}”)", tag=tag[:80]))
    kind = found["kind"]
    number = kind.removeprefix("camt.")
    if number not in VERSIONS:
        what = say(_OTHERS[kind]) if kind in _OTHERS else say("another message ({kind})", kind=kind)
        raise unread.refused("bank-other", name, what=what)
    if found["version"] not in VERSIONS[number]:
        known = ", ".join(f"{kind}.001.{version}" for version in VERSIONS[number])
        raise unread.refused("bank-version", name, form=found["form"], known=known)
    return number, found["form"]


class _Unreadable(Exception):
    """A cell that is missing or is not what its element holds; what is wrong has been told."""


class _Node:
    """An element with what is in it by name, without the names' space: it is looked at thirty times, and a search of
    the document for each takes three times as long as reading it."""

    __slots__ = ("currency", "inside", "text")

    def __init__(self, element: Any, without: str = "") -> None:
        self.text: str | None = _text(element)
        self.currency: str | None = element.get("Ccy")
        self.inside: dict[str, list[_Node]] = {}
        for child in element.iterchildren("*"):
            if (name := _local(child.tag)) != without:
                self.inside.setdefault(name, []).append(_Node(child))

    def all(self, path: str) -> list[_Node]:
        """The elements on a path of names."""
        found = [self]
        for name in path.split("/"):
            found = [child for node in found for child in node.inside.get(name, ())]
        return found

    def find(self, path: str) -> _Node | None:
        """The first of them."""
        return next(iter(self.all(path)), None)

    def said(self, path: str) -> str | None:
        """The text of the first of them."""
        found = self.find(path)
        return found.text if found else None


def _text(element: Any) -> str | None:
    """All that stands in an element, also around a remark in it; none of one that holds others."""
    inside = list(element)
    if any(isinstance(one.tag, str) for one in inside):
        return None
    return "".join(filter(None, (element.text, *(one.tail for one in inside)))).strip() or None


@cache
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Document:
    """One document while it is read; all that is wrong with it is told, not only the first."""

    def __init__(self, name: str, root: Any, form: str, message: str, statement: str) -> None:
        self.name, self.form = name, form
        self._space = str(root.tag).rpartition("}")[0] + "}"
        self._statements = root.findall(f"{self._space}{message}/{self._space}{statement}")
        self.problems: list[Problem] = []
        self._place = 0

    def read(self) -> tuple[list[StatementRow], list[EntryRow]]:
        """The statements, and their entries with the payments of which they are made."""
        statements: list[StatementRow] = []
        entries: list[EntryRow] = []
        for number, element in enumerate(self._statements):
            found, pending = self._entries(number, element.iterchildren(f"{self._space}Ntry"))
            entries += found
            self._place = 0
            try:
                statements.append(self._statement_row(_Node(element, without="Ntry"), pending))
            except _Unreadable:
                continue
        return statements, entries

    def _statement_row(self, element: _Node, pending: int) -> StatementRow:
        balances = self._balances(element)
        opening = next((balances[code][0] for code in _OPENING if code in balances), None)
        closing = next((balances[code][-1] for code in _CLOSING if code in balances), None)
        period = [self._day(element, f"FrToDt/{end}") for end in ("FrDtTm", "ToDtTm")]
        named = [balance[2] for row in balances.values() for balance in row]
        currency = element.said("Acct/Ccy") or next(iter(named), None)
        if other := next((one for one in named if one != currency), None):
            self._refuse("Bal/Amt/@Ccy", other)
        return StatementRow(
            self.form,
            self._account(element, "Acct"),
            currency,
            element.said("LglSeqNb") or element.said("ElctrncSeqNb") or element.said("Id"),
            period[0] or (opening and opening[1]),
            (closing and closing[1]) or period[1],
            opening and opening[0],
            closing and closing[0],
            "CLBD" in balances or not balances,
            pending,
        )

    def _balances(self, element: _Node) -> dict[str, list[tuple[Decimal, date | None, str]]]:
        found: dict[str, list[tuple[Decimal, date | None, str]]] = {}
        for balance in element.all("Bal"):
            code = balance.said("Tp/CdOrPrtry/Cd")
            if code in (*_OPENING, *_CLOSING):
                amount, currency = self._money(balance, "Amt")
                day = self._day(balance, "Dt/Dt") or self._day(balance, "Dt/DtTm")
                found.setdefault(code, []).append((amount * self._sign(balance), day, currency))
        return found

    def _entries(self, statement: int, elements: Iterable[Any]) -> tuple[list[EntryRow], int]:
        """The booked entries with the payments of which they are made, and how many are not booked."""
        entries: list[EntryRow] = []
        pending = 0
        for place, element in enumerate(elements, start=1):
            self._place, entry = place, _Node(element)
            try:
                if self._is_booked(entry):
                    entries += self._entry(statement, place, entry)
                else:
                    pending += 1
            except _Unreadable:
                continue
        return entries, pending

    def _is_booked(self, entry: _Node) -> bool:
        status = entry.said("Sts/Cd") or entry.said("Sts/Prtry") or entry.said("Sts")
        if status not in (_BOOKED, *_NOT_BOOKED):
            self._refuse("Sts", status)
        return status == _BOOKED

    def _entry(self, statement: int, place: int, entry: _Node) -> Iterator[EntryRow]:
        amount, currency = self._money(entry, "Amt")
        sign = self._sign(entry)
        booked = self._day(entry, "BookgDt/Dt") or self._day(entry, "BookgDt/DtTm")
        value_date = self._day(entry, "ValDt/Dt") or self._day(entry, "ValDt/DtTm")
        day = booked or value_date
        if day is None:
            self._refuse("BookgDt", "")
        payments = entry.all("NtryDtls/TxDtls")
        reverses = entry.said("RvslInd") in ("true", "1")
        row = EntryRow(
            statement,
            place,
            None,
            self._reference(entry.said("AcctSvcrRef")),
            day,
            value_date,
            amount * sign,
            currency,
            self._kind(entry, sign, reverses=reverses),
            charges=self._charges(entry, currency),
            payments=max(len(payments), self._count(entry, "NtryDtls/Btch/NbOfTxs")),
        )
        told = entry.said("AddtlNtryInf")
        if len(payments) < 2:
            told_of = self._payment(payments[0], row, sign, reverses=reverses) if payments else {}
            yield row._replace(**{**told_of, "reference": row.reference or told_of.get("reference"),
                                  "charges": row.charges or told_of.get("charges"), "amount": row.amount,
                                  "remittance": told_of.get("remittance") or told})  # fmt: skip
            return
        yield row._replace(kind="batch", remittance=told)
        for part, payment in enumerate(payments, start=1):
            own = self._sign(payment) if payment.said("CdtDbtInd") else sign
            yield row._replace(part=part, payments=0, **self._payment(payment, row, own, reverses=reverses))

    def _payment(self, payment: _Node, entry: EntryRow, sign: int, *, reverses: bool) -> dict[str, Any]:
        """What the details tell of one payment."""
        other = "Dbtr" if (sign > 0) != reverses else "Cdtr"
        amount = self._of_payment(payment, entry)
        abroad = self._abroad(payment, entry.currency)
        names = (self._party(payment, f"RltdPties/{who}") for who in (other, f"Ultmt{other}"))
        return {
            "reference": self._reference(payment.said("Refs/AcctSvcrRef")),
            "amount": amount * sign,
            "kind": self._kind(payment, sign, reverses=reverses, otherwise=entry.kind),
            "counterparty": " / ".join(dict.fromkeys(filter(None, names))) or None,
            "counterparty_iban": self._account(payment, f"RltdPties/{other}Acct"),
            "remittance": self._remittance(payment),
            "payer_reference": payment.said("RmtInf/Strd/CdtrRefInf/Ref")
            or self._reference(payment.said("Refs/EndToEndId")),
            "charges": self._charges(payment, entry.currency),
            "paid_amount": abroad[0] * sign if abroad else None,
            "paid_currency": abroad[1] if abroad else None,
            "rate": amount_of(payment.said("AmtDtls/InstdAmt/CcyXchg/XchgRate")
                              or payment.said("AmtDtls/TxAmt/CcyXchg/XchgRate")) if abroad else None,
        }  # fmt: skip

    def _abroad(self, payment: _Node, currency: str) -> tuple[Decimal, str] | None:
        """What was paid in another currency than the account's: as it was ordered, or as the bank tells it."""
        for path in ("AmtDtls/InstdAmt/Amt", "Amt", "AmtDtls/TxAmt/Amt"):
            found = payment.find(path)
            if found is not None and found.currency != currency:
                return self._money(payment, path)
        return None

    def _of_payment(self, payment: _Node, entry: EntryRow) -> Decimal:
        """The payment's amount in the account's currency; the entry's own where its only payment names none."""
        others = None
        for path in ("Amt", "AmtDtls/TxAmt/Amt"):
            found = payment.find(path)
            if found is not None and found.currency in (None, entry.currency):
                return self._money(payment, path)[0]
            others = others or found
        if entry.payments > 1 and others is not None:
            said = {"value": f"{others.currency} {others.text}"[:80], "currency": entry.currency}
            self.problems.append(unread.problem("bank-payment", self.name, entry=self._place, **said))
            raise _Unreadable
        if entry.payments > 1:
            self._refuse("TxDtls/Amt", "")
        return abs(entry.amount)

    def _kind(self, element: _Node, sign: int, *, reverses: bool, otherwise: str = "") -> str:
        """What it is by the bank's code of the transaction; `otherwise` where it bears none."""
        if reverses:
            return "reversed_debit" if sign > 0 else "reversed_credit"
        family, own = (element.said(f"BkTxCd/Domn/Fmly/{part}") for part in ("Cd", "SubFmlyCd"))
        if sign < 0 and (own in _CHARGES or family in _CHARGES):
            return "charge"
        if "INTR" in (own, family):
            return "interest"
        if otherwise and family is None and (otherwise in ("charge", "interest")):
            return otherwise
        return "credit" if sign > 0 else "debit"

    def _charges(self, element: _Node, currency: str) -> Decimal | None:
        """What the bank took from the payment, in the account's currency; charges that it books apart are entries."""
        total = Decimal(0)
        for charges in element.all("Chrgs"):
            for record in charges.all("Rcrd") or [charges]:
                if record.said("ChrgInclInd") in ("false", "0"):
                    continue
                found = record.find("Amt")
                if found is not None and found.currency == currency:
                    total += self._money(record, "Amt")[0]
        return total or None

    def _remittance(self, payment: _Node) -> str | None:
        texts = [*payment.all("RmtInf/Ustrd"), *payment.all("RmtInf/Strd/AddtlRmtInf")]
        told = [" ".join((element.text or "").split()) for element in texts]
        return " ".join(filter(None, told)) or payment.said("AddtlTxInf")

    def _party(self, element: _Node, path: str) -> str | None:
        return element.said(f"{path}/Nm") or element.said(f"{path}/Pty/Nm")

    def _account(self, element: _Node, path: str) -> str | None:
        found = element.said(f"{path}/Id/IBAN") or element.said(f"{path}/Id/Othr/Id")
        return found.replace(" ", "") if found else None

    def _reference(self, text: str | None) -> str | None:
        return text if text and text.upper() not in _NO_REFERENCE else None

    def _sign(self, element: _Node) -> int:
        said = element.said("CdtDbtInd")
        if said not in ("CRDT", "DBIT"):
            self._refuse("CdtDbtInd", said)
        return 1 if said == "CRDT" else -1

    def _money(self, element: _Node, path: str) -> tuple[Decimal, str]:
        found = element.find(path)
        amount = amount_of(found.text) if found else None
        if found is None or amount is None or not found.currency:
            self._refuse(path, found.text if found else "")
        return amount, found.currency

    def _day(self, element: _Node, path: str) -> date | None:
        text = element.said(path)
        if text is None:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self._refuse(path, text)

    def _count(self, element: _Node, path: str) -> int:
        text = element.said(path) or ""
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0

    def _refuse(self, path: str, value: str | None) -> NoReturn:
        """Tell what cannot be read, and where; the entry or statement is then left."""
        key = "bank-cell" if self._place else "bank-cell statement"
        said = (value or "")[:80] or say("nothing")
        self.problems.append(unread.problem(key, self.name, value=said, entry=self._place, element=path))
        raise _Unreadable
