"""A bank's statements of 10,000 entries, from bytes to proposals of who paid, over the bare reading of them by pycamt.

Ours is all that somebody waits for before they can confirm: the file is read in a process of its own, defensively;
entries are told apart and named, batches and balances added up; all of it is checked and held beside a ledger of 175
States, and each receipt gets the States that may have paid it, with the reasons. The floor makes dictionaries of the
entries in this process and does nothing with them. Both in turn, on the same bytes. Goal: 3 times the floor.

The entries come in statements of 200, as an account's days do: pycamt's time grows with the square of the entries of
one statement, and a floor that slow would say nothing of ours.

    python -m bench.statement [--entries N] [--each N] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable

from pycamt.parser import Camt053Parser

from bench.goals import goal
from bench.intake_files import membership
from governance.access import LOCAL
from governance.intake.service.bank.brought import proposed_payers
from governance.intake.service.preview import Submission, accept, preview
from governance.intake.service.service import Service
from governance.ledger import Ledger
from governance.names import states

GOAL = 3


def statements(entries: int, of_each: int) -> bytes:
    """A camt.053.001.08 with so many credits, each of a State that its payer's name tells, in statements of one after
    the other."""
    of_today = [state for state in states() if not state.ended and not state.fictional]
    told, balance = [], 0
    for first in range(0, entries, of_each):
        numbers = range(first, min(first + of_each, entries))
        whole = "".join(_entry(number, of_today[number % len(of_today)].name) for number in numbers)
        opening, balance = balance, balance + sum(100 + number for number in numbers)
        place = 1 + first // of_each
        told.append(
            f"<Stmt><Id>{place}</Id><LglSeqNb>{place}</LglSeqNb>"
            "<Acct><Id><IBAN>XX00DEMO0000000000</IBAN></Id><Ccy>CHF</Ccy></Acct>"
            f"{_balance('OPBD', opening)}{_balance('CLBD', balance)}{whole}</Stmt>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
        "<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-02T00:00:00</CreDtTm></GrpHdr>"
        f"{''.join(told)}</BkToCstmrStmt></Document>"
    ).encode()


def _balance(code: str, amount: int) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="CHF">{amount}.00</Amt>'
        "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>"
    )


def _entry(number: int, state: str) -> str:
    money = f'<Amt Ccy="CHF">{100 + number}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    payer = state.replace("&", "and")
    return (
        f"<Ntry>{money}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-02</Dt></ValDt>"
        f"<AcctSvcrRef>REF{number:08d}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>"
        "<SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>"
        f"<Refs><EndToEndId>E{number}</EndToEndId></Refs>{money}<RltdPties><Dbtr><Pty>"
        f"<Nm>Ministry of Finance of {payer}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>XX00{number:016d}</IBAN></Id>"
        f"</DbtrAcct></RltdPties><RmtInf><Ustrd>Contribution 2026, note {number}</Ustrd></RmtInf></TxDtls></NtryDtls>"
        "</Ntry>"
    )


def bare(content: bytes) -> int:
    """Read the entries and balances, and do nothing with them."""
    parser = Camt053Parser(content)
    parser.get_statement_info()
    return len(parser.get_transactions())


def ours(service: Service, content: bytes) -> int:
    """From the bytes to the States that may have paid; of how many receipts."""
    found = preview(service, Submission.of([("statement.xml", content)]))
    assert found.ready, found.obstacles
    return len({row["receipt"] for row in proposed_payers(service, found)})


def main() -> None:
    """Measure both in turn."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--each", type=int, default=200, help="entries of one statement")
    given = asked.parse_args()
    content = statements(given.entries, given.each)
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(f"{folder}/bench.duckdb", rulebook="iom", title="Bench", who="bench")
        service = Service(ledger, LOCAL, "bench")
        accept(service, preview(service, Submission.of([("membership.csv", membership())])), acknowledged=True)
        ways: dict[str, Callable[[], int]] = {"ours": lambda: ours(service, content), "bare": lambda: bare(content)}
        for _ in range(given.runs):
            for name, way in ways.items():
                started = time.perf_counter()
                assert way() == given.entries, name
                seconds[name].append(time.perf_counter() - started)
    print(f"{given.entries:,} entries in statements of {given.each}, {len(content) / 1024 / 1024:.1f} MiB")
    for name, found in seconds.items():
        print(f"{name:>6} median {statistics.median(found):.2f} s, least {min(found):.2f} s", flush=True)
    ratio = min(seconds["ours"]) / min(seconds["bare"])
    goal(f"a statement of {given.entries:,} entries, from bytes to proposals", ratio, GOAL, "pycamt alone")


if __name__ == "__main__":
    main()
