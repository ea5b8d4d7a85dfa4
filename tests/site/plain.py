"""The words of the plain site: two publications, a press release with a copy, three themes."""

from __future__ import annotations

from made import Writer

SLOW = "Our desk waits eleven weeks for a form"
ROUND = "They bought the tool before anybody asked us"
TALK = "Meet every fortnight with one agenda"
FIGURE = "In the survey 40 percent of CIOs wait for an answer"


def write_plain(writer: Writer, sample: int) -> None:
    writer.source("paper", "The Paper")
    writer.source("gazette", "Gazette & Sons")
    for n in range(12):
        writer.article(
            f"It was number {n} of a series. {SLOW} in case {n}. Nothing else is said of it.\n"
            f"# What was done in case {n}\n- {TALK}, says case {n}.\n1. Then a long walk was taken by all.\n"
            + "They talked about the weather, the trains and the price of bread at great length. "
            * 9,
            [
                ("frustration", f"{SLOW} in case {n}.", _by_cmo(n)),
                ("recommendation", f"{TALK}, says case {n}.", {"addressee": "both", "theme": "r1"}),
            ],
            title=f"Case {n} of the queue",
            url=f"https://paper.example/case-{n}",
            published=f"{2010 + n % 4}-06-1{n % 10}",
            sample=sample,
        )
    head = writer.article(
        f"{ROUND}. {FIGURE}.\nIt rained.",
        [
            ("frustration", ROUND, {"holder": "cio", "target": "cmo", "theme": "f2"}),
            ("figure", FIGURE, {}),
        ],
        title="The tool",
        url="https://paper.example/tool",
        author="A. Hand",
        sample=sample,
    )
    writer.article(
        f"{ROUND}. {FIGURE}.\nIt rained.",
        [("frustration", ROUND, {"holder": "cio", "target": "cmo", "theme": "f2"})],
        title="The tool, again",
        url="https://gazette.example/tool",
        source_id="gazette",
        family_id=head,
        access="partial",
        sample=sample,
    )
    writer.theme("f1", "frustration", "Waiting for the desk")
    writer.theme("f2", "frustration", "Bought without asking")
    writer.theme("r1", "recommendation", "Meet often", firmness=0.93, firmness_low=0.9)
    writer.theme("f3", "frustration", "Nothing is left of it")
    with writer.corpus.transaction():
        run = {"id": 7, "command": "run", "started": "2026-03-03T09:00:00Z", "finished": "2026-03-03T09:30:00Z"}
        writer.corpus.write("runs", [{**run, "parameters": "{}", "versions": "{}", "counts": "{}"}])


def _by_cmo(n: int) -> dict[str, str]:
    return {"holder": "cmo" if n < 9 else "none", "target": "cio", "theme": "f1"}
