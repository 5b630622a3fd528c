"""Banks' statements are read whole and exactly, in every version that banks send; what is not one is refused by name."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from pycamt.parser import Camt053Parser

from governance.intake.reading.bank.bank_rows import EntryRow, StatementRow
from governance.intake.reading.bank.swift import read_swift
from governance.intake.reading.files import sheets_of
from governance.intake.reading.process import read
from governance.problems import Refused
from governance.settings import LIMITS
from tests.bank_files import SAMPLES, camt, document, sample, statement

MT940 = """{1:F01BANKXX22AXXX0000000000}{2:I940BANKXX22XXXXN}{4:
:20:STARTUMS
:25:BANKXX22A/XX00DEMO00000000000001CHF
:28C:00031/001
:60F:D260331CHF100,10
:61:2604010401CR25500,25NTRFNONREF//BK0001
:86:MINISTÈRE DES FINANCES
CONTRIBUTION 2026 ALDMARK
:61:2604010402RC50,NTRFNONREF//BK0002
:86:166?00RETOUR?20SVWZ+Contribution 2026?31XX11MINI00000000000001?32Ministry of?33 Finance
:61:2512310102RD12,00NTRFNONREF//BK0003
:61:260401D5,00NCHGNONREF
:86:/ORDP//NAME/Government of Cendoral/IBAN/XX22CEND/REMI/USTD//Fee/EREF/E12
:62F:C260402CHF25357,15
:86:A remark of the bank on all of it
-}
{1:F01BANKXX22AXXX0000000000}{4:
:20:NEXT
:25:XX00DEMO00000000000001
:28C:32/1
:60F:C260402CHF25357,15
:61:2604030403C100,00NMSCNONREF
:86:/CNTP/XX33ZEMB/BANKXX22/Embassy of Zembala/GENEVA/REMI/ASSESSED 2026/EREF/E13/
:62M:C260403CHF25457,15
-}
"""


def rows(name: str, content: bytes) -> tuple[list[StatementRow], list[EntryRow]]:
    statements, entries = sheets_of(name, content)
    return [StatementRow._make(row) for row in statements.rows], [EntryRow._make(row) for row in entries.rows]


def told(entry: EntryRow, *names: str) -> list[object]:
    return [getattr(entry, name) for name in names]


def test_version_02_with_a_prefix_an_overdrawn_balance_a_charge_and_an_entry_not_booked_yet() -> None:
    (one,), (paid, charge) = rows(*sample("camt.053.001.02.xml"))
    assert one == StatementRow(
        "camt.053.001.02", "XX00DEMO00000000000001", "CHF", "31", date(2026, 3, 30), date(2026, 3, 31),
        Decimal("-1000.10"), Decimal("24495.15"), True, 1,
    )  # fmt: skip
    assert told(paid, "reference", "booked_on", "value_date", "amount", "kind", "counterparty", "counterparty_iban",
                "remittance", "payer_reference") == [
        "ZV20260331/000017", date(2026, 3, 31), date(2026, 3, 30), Decimal("25500.25"), "credit",
        "MINISTÈRE DES FINANCES", "XX11MINI00000000000001", "Contribution 2026 Aldmark", None,
    ]  # fmt: skip
    assert told(charge, "amount", "kind") == [Decimal("-5.00"), "charge"]


def test_version_04_with_a_batch_and_the_payments_of_which_it_is_made() -> None:
    _, (batch, first, second) = rows(*sample("camt.053.001.04.xml"))
    assert told(batch, "reference", "amount", "kind", "payments", "part") == [
        "QR-20260401", Decimal("30000.00"), "batch", 2, None]  # fmt: skip
    assert told(first, "reference", "amount", "kind", "counterparty", "remittance", "payer_reference", "part") == [
        "QR-20260401-A", Decimal("10000.00"), "credit", "Treasury of Bellmare / Ministry for Foreign Affairs",
        "Rest of 2025", "210000000003139471430009017", 1,
    ]  # fmt: skip
    assert told(second, "reference", "amount", "counterparty_iban", "payer_reference", "part") == [
        None, Decimal("20000.00"), "000-123456-7", "E2E-B", 2]  # fmt: skip


def test_version_08_with_several_statements_another_currency_charges_debits_and_reversals_both_ways() -> None:
    statements, entries = rows(*sample("camt.053.001.08.xml"))
    assert [(one.number, one.opening, one.closing) for one in statements] == [
        ("33", Decimal("54495.15"), Decimal("50485.15")), ("34", Decimal("50485.15"), Decimal("50705.15"))]  # fmt: skip
    assert [(entry.statement, entry.kind, entry.amount) for entry in entries] == [
        (0, "credit", Decimal("8790.00")), (0, "debit", Decimal("-12000.00")),
        (0, "reversed_credit", Decimal("-800.00")), (1, "reversed_debit", Decimal("200.00")),
        (1, "interest", Decimal("20.00")),
    ]  # fmt: skip
    abroad, _, taken_back, returned, _ = entries
    assert told(abroad, "booked_on", "paid_amount", "paid_currency", "rate", "charges", "counterparty_iban") == [
        date(2026, 4, 2), Decimal("10000.00"), "USD", Decimal("0.88"), Decimal("10.00"), "XX22EMBA00000000000002",
    ]  # fmt: skip
    assert taken_back.counterparty == "Treasury of Bellmare", "who had paid, not who is paid"
    assert returned.remittance == "Refund not accepted by the payee's bank"


def test_mt940_with_details_in_fields_between_slashes_and_free_in_the_bank_s_own_letters() -> None:
    (first, second), entries = rows("march.sta", MT940.encode("latin-1"))
    assert first == StatementRow(
        "MT940", "XX00DEMO00000000000001", "CHF", "00031/001", date(2026, 3, 31), date(2026, 4, 2),
        Decimal("-100.10"), Decimal("25357.15"), True, 0,
    )  # fmt: skip
    assert (second.number, second.last) == ("32/1", False), "a page that goes on"
    assert [told(entry, "statement", "reference", "booked_on", "amount", "kind") for entry in entries] == [
        [0, "BK0001", date(2026, 4, 1), Decimal("25500.25"), "credit"],
        [0, "BK0002", date(2026, 4, 2), Decimal("-50"), "reversed_credit"],
        [0, "BK0003", date(2026, 1, 2), Decimal("12.00"), "reversed_debit"],
        [0, None, date(2026, 4, 1), Decimal("-5.00"), "charge"],
        [1, None, date(2026, 4, 3), Decimal("100.00"), "credit"],
    ]
    names = ("counterparty", "counterparty_iban", "remittance", "payer_reference")
    assert [told(entry, *names) for entry in entries] == [
        [None, None, "MINISTÈRE DES FINANCES CONTRIBUTION 2026 ALDMARK", None],
        ["Ministry of Finance", "XX11MINI00000000000001", "Contribution 2026", None],
        [None, None, None, None],
        ["Government of Cendoral", "XX22CEND", "Fee", "E12"],
        ["Embassy of Zembala", "XX33ZEMB", "ASSESSED 2026", "E13"],
    ]
    assert rows("march.txt", MT940.encode())[1] == entries, "in UTF-8, under another ending, the same"


def test_pycamt_reads_the_same_where_it_reads_all_of_it() -> None:
    """Entry by entry, in a statement without batches, reversals or other currencies."""
    content = camt("R1 | 10.00 | A | XX1 | One\nR2 | 20.50 | B | XX2 | Two\nR3 | -5.25 | C | XX3 | Three")
    _, ours = rows("a.xml", content)
    theirs = Camt053Parser(content).get_transactions()
    assert [(e.reference, abs(e.amount), e.counterparty, e.remittance) for e in ours] == [
        (one["TransactionID"], Decimal(one["Amount"]), one.get("DebtorName") or one.get("CreditorName"),
         one["RemittanceInformationFull"]) for one in theirs
    ]  # fmt: skip


def in_place(old: str, new: str, count: int = 1) -> bytes:
    content = (SAMPLES / "camt.053.001.08.xml").read_text(encoding="utf-8")
    assert old in content
    return content.replace(old, new, count).encode()


def message(form: str) -> bytes:
    return f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{form}"><A/></Document>'.encode()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + message("camt.053.001.08")
REFUSED = [
    ("bank-other", message("camt.052.001.08"), "This is an interim report (camt.052), of which entries may still change"),
    ("bank-other", message("pain.001.001.09"), "This is a payment order (pain.001), not a statement"),
    ("bank-other", message("camt.029.001.09"), "This is another message (camt.029), not a statement"),
    ("bank-other", b"<html><body/></html>", "This is another document (“html”), not a statement"),
    ("bank-version", message("camt.053.001.99"), "The message is camt.053.001.99, which is not read."),
    ("bank-nothing", message("camt.053.001.08"), "There is no statement"),
    ("bank-entities", LAUGHS, "The file defines entities"),
    ("bank-entities", b'<!DOCTYPE d SYSTEM "file:///etc/passwd">' + message("camt.053.001.08"), "The file defines entities"),
    ("bank-encoding", '<?xml version="1.0" encoding="UTF-16"?><a/>'.encode("utf-16"), "The bank’s file is not written in UTF-8."),
    ("bank-encoding", b'<?xml version="1.0" encoding="UTF-7"?><a/>', "The bank’s file is not written in UTF-8."),
    ("bank-damaged", camt("R | 1.00")[:-20], "The bank’s file is cut off or damaged."),
    ("bank-damaged", b"<a>" * 5_000, "The bank’s file is cut off or damaged."),
    ("bank-damaged", f'<Document xmlns="{"x" * 2_000}"/>'.encode(), "The bank’s file is cut off or damaged."),
    ("bank-cell", in_place("8790.00", "8,790.00"), "Entry 1 of the statement: Amt is 8,790.00."),
    ("bank-cell", in_place("8790.00", "1" * 40), f"Entry 1 of the statement: Amt is {'1' * 40}."),
    ("bank-cell", in_place("<CdtDbtInd>DBIT</CdtDbtInd><Sts>", "<CdtDbtInd>D</CdtDbtInd><Sts>"), "Entry 2 of the statement: CdtDbtInd is D."),
    ("bank-cell", in_place("<BookgDt><Dt>2026-04-02</Dt>", "<BookgDt><Dt>2026-02-30</Dt>"), "Entry 2 of the statement: BookgDt/Dt is 2026-02-30."),
    ("bank-cell", in_place('<Amt Ccy="CHF">54495.15</Amt>', "<Amt>54495.15</Amt>"), "The statement’s own Amt is 54495.15."),
    ("bank-cell", in_place('<Amt Ccy="CHF">54495.15</Amt>', '<Amt Ccy="USD">54495.15</Amt>'), "The statement’s own Bal/Amt/@Ccy is USD."),
    ("bank-cell", in_place("8790.00", "8<b/>790.00"), "Entry 1 of the statement: Amt is nothing."),
    ("bank-cell", in_place("<Sts><Cd>BOOK</Cd>", "<Sts><Cd>BOOKED</Cd>"), "Entry 1 of the statement: Sts is BOOKED."),
    ("bank-payment", in_place("</TxDtls></NtryDtls>", "</TxDtls><TxDtls><Amt Ccy=\"USD\">10.00</Amt></TxDtls></NtryDtls>"),
     "Entry 1 of the statement is made of several payments, and one of them is USD 10.00: what came of it in CHF"),
    ("bank-cell", in_place("<Sts><Cd>BOOK</Cd></Sts>", "<Sts/>"), "Entry 1 of the statement: Sts is nothing."),
    ("bank-cell", in_place("<Sts><Cd>BOOK</Cd></Sts>", "<Sts><Prtry>OWN</Prtry></Sts>"), "Entry 1 of the statement: Sts is OWN."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "content", "sentence"), REFUSED, ids=lambda part: str(part)[:40])
def test_what_is_no_whole_statement_is_refused_by_the_child_with_what_and_how_to_mend_it(
    rule: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(Refused) as refused:
        read("march.xml", content)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.file) == (rule, "march.xml")
    assert problem.message.startswith(sentence)
    assert problem.suggestion


def test_what_was_paid_is_known_too_where_the_bank_tells_it_as_the_payment_s_own_amount() -> None:
    told = (
        '<Amt Ccy="CHF">8790.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n          <AmtDtls><InstdAmt><Amt Ccy="USD">10000.00'
    )
    own = (
        '<Amt Ccy="USD">10000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n          <AmtDtls><InstdAmt><Amt Ccy="USD">10000.00'
    )
    without = in_place(told, own).replace(b"InstdAmt", b"Others")
    _, (first, *_) = rows("a.xml", without)
    assert (first.amount, first.paid_amount, first.paid_currency) == (Decimal("8790.00"), Decimal("10000.00"), "USD")


def test_all_that_cannot_be_read_is_said_at_once() -> None:
    content = in_place('<Amt Ccy="CHF">8790.00', '<Amt Ccy="CHF">x').replace(b"12000.00", b"y")
    with pytest.raises(Refused) as refused:
        read("march.xml", content)
    assert [problem.value for problem in refused.value.problems] == ["x", "y"]


@pytest.mark.parametrize(
    ("wrong", "value", "named"),
    [
        (":61:2604010401CR25500,25N", ":61:26040X0401CR25500,25N", "26040X0401CR25500,25NTRFNONREF//BK0001"),
        (":60F:D260331CHF100,10", ":60F:X260331CHF100,10", "X260331CHF100,10"),
        (":61:2604010401CR25500,25N", ":61:2604010401CR,N", "an amount or a day that is none"),
        (":61:2604010401CR25500,25N", ":61:2613010401CR25500,25N", "an amount or a day that is none"),
        (":61:2604010401CR25500,25N", ":61:2604010401CR25.500,25N", "2604010401CR25.500,25NTRFNONREF//BK0001"),
        (":61:2604010401CR25500,25N", ":61:2604010401CR25,500.25N", "2604010401CR25,500.25NTRFNONREF//BK0001"),
        (":61:2604010401CR25500,25N", ":61:260401CR25 500,25N", "260401CR25 500,25NTRFNONREF//BK0001"),
        (":61:2604010401CR25500,25N", ":61:260401CR1234567890123,45N", "260401CR1234567890123,45NTRFNONREF//BK0001"),
        (":60F:D260331CHF100,10", ":60F:D260331CHF1.100,10", "D260331CHF1.100,10"),
    ],
)
def test_a_line_of_mt940_that_cannot_be_read_is_named(wrong: str, value: str, named: str) -> None:
    with pytest.raises(Refused) as refused:
        read("march.sta", MT940.replace(wrong, value).encode())
    (problem,) = refused.value.problems
    assert (problem.rule, problem.value) == ("bank-line", named)
    assert problem.message == f"Statement 00031/001 has a line that cannot be read: {named}."


def test_all_amounts_of_mt940_with_points_between_the_thousands_are_named_at_once() -> None:
    """No balance need be there that would show that they were read as a thousandth."""
    entries = ":61:240205C1.010,00NTRFNONREF\n:61:240206C2.020,00NTRFNONREF\n:61:240207C30,00NTRFNONREF\n"
    with pytest.raises(Refused) as refused:
        read_swift("march.sta", f":20:STARTUMS\n:25:CH9300762011623852957\n{entries}".encode())
    assert [str(problem.value)[:15] for problem in refused.value.problems] == ["240205C1.010,00", "240206C2.020,00"]


def test_what_is_to_come_or_only_told_of_is_counted_as_not_booked() -> None:
    for status in ("PDNG", "FUTR", "INFO"):
        statements, entries = rows("a.xml", in_place("<Cd>BOOK</Cd>", f"<Cd>{status}</Cd>"))
        assert (statements[0].pending, entries[0].place) == (1, 2), status


def test_a_closing_balance_in_another_currency_is_named_and_what_surrounds_messages_is_passed_over_once() -> None:
    other = MT940.replace(":62M:C260403CHF", ":62M:C260403USD")
    assert other != MT940
    with pytest.raises(Refused) as refused:
        read_swift("march.sta", other.encode())
    assert [str(problem.value)[:10] for problem in refused.value.problems] == ["C260403USD"]
    begun = time.process_time()
    assert len(read_swift("march.sta", b"{1:\n" * 20_000 + MT940.encode())[0].rows)
    assert time.process_time() - begun < 5, "many heads without an end took twenty seconds and more"


def test_a_remark_within_an_amount_hides_none_of_its_digits() -> None:
    content = camt("A | 100.00").replace(b">100.00<", b">1<!-- x -->00.<?y z?>00<")
    _, (entry,) = rows("a.xml", content)
    assert entry.amount == Decimal("100.00")


def test_limits_hold_for_statements_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def over(limit: str, value: int, content: bytes) -> Sequence[str]:
        with monkeypatch.context() as changed:
            changed.setattr("governance.intake.reading.files.LIMITS", LIMITS)
            object.__setattr__(LIMITS, limit, value)
            with pytest.raises(Refused) as refused:
                read("march.xml", content)
        return [problem.rule for problem in refused.value.problems]

    kept = {name: getattr(LIMITS, name) for name in ("rows", "characters", "file_mib")}
    try:
        assert over("rows", 2, camt("A | 1.00\nB | 2.00\nC | 3.00")) == ["over-limit"]
        object.__setattr__(LIMITS, "rows", kept["rows"])
        assert over("characters", 100, camt(f"A | 1.00 | B | | {'x' * 101}")) == ["over-limit"]
        object.__setattr__(LIMITS, "characters", kept["characters"])
        assert over("file_mib", 0, camt("A | 1.00")) == ["over-limit"]
    finally:
        for name, value in kept.items():
            object.__setattr__(LIMITS, name, value)


def test_two_statements_of_one_file_keep_their_entries() -> None:
    statements, entries = rows(
        "a.xml", document(statement("A | 1.00"), statement("B | 2.00", number=2, opening="1.00"))
    )
    assert [one.number for one in statements] == ["1", "2"]
    assert [(entry.statement, entry.place, entry.reference) for entry in entries] == [(0, 1, "A"), (1, 1, "B")]
