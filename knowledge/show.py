"""Answers, hits and figures as JSON objects and as plain text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from knowledge.evaluate import Figures, Outcome, by_type, figures
from knowledge.linking import Linked
from knowledge.records import Answer, Citation, Hit


def answer_json(answer: Answer) -> dict[str, Any]:
    """Returns the documented JSON shape of an answer, without its id."""
    return {
        "question": answer.question,
        "answer": answer.lead,
        "abstained": answer.abstained,
        "kind": answer.kind.value,
        "seconds": answer.seconds,
        "citations": [citation_json(c) for c in answer.citations],
        "warnings": list(answer.warnings),
        "related": list(answer.related or answer.suggestions),
        "see_also": [{"document": d, "locator": place} for d, place in answer.see_also],
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Returns one citation as JSON."""
    return {f.name: getattr(citation, f.name) for f in fields(citation)}


def hits_json(hits: Sequence[Hit]) -> dict[str, Any]:
    """Returns the documented JSON shape of a search."""
    return {
        "results": [
            {
                "document": hit.passage.document,
                "locator": hit.locator,
                "page": hit.page,
                "score": round(hit.score, 4),
                "text": hit.passage.text,
            }
            for hit in hits
        ]
    }


def source_line(number: int, citation: Citation) -> str:
    """Returns "[1] Perpres … , Pasal 5 ayat (2), hlm. 7"."""
    page = f", hlm. {citation.page}" if citation.page is not None else ""
    return f"[{number}] {citation.title}, {citation.locator}{page}"


def answer_text(answer: Answer) -> str:
    """Returns an answer for a terminal."""
    blocks = [answer.lead]
    if answer.citations:
        blocks.append("\n".join(source_line(n, c) for n, c in enumerate(answer.citations, 1)))
    blocks.extend(f"! {warning}" for warning in answer.warnings)
    asked = answer.suggestions or answer.related
    if asked:
        blocks.append("\n".join(f"? {question}" for question in asked))
    return "\n\n".join(blocks)


def hits_text(hits: Sequence[Hit]) -> str:
    """Returns a result list for a terminal, one passage a line."""
    return "\n".join(
        f"{n:>2}. {hit.score:7.3f}  {hit.passage.document} · {hit.locator}"
        + (f" · hlm. {hit.page}" if hit.page is not None else "")
        + f"\n      {' '.join(hit.passage.text.split())[:160]}"
        for n, hit in enumerate(hits, 1)
    )


def link_json(linked: Linked) -> dict[str, Any]:
    """Returns a link as JSON."""
    return {**asdict(linked.link), "document": linked.document or linked.link.key, "attached": linked.is_attached}


def link_text(linked: Linked) -> str:
    """Returns a link for a terminal: its id, the question, and below it where it leads, who made it and when."""
    link = linked.link
    place = f"{linked.document or link.key} · {link.locator}{'' if linked.is_attached else ' (TIDAK ADA DI INDEKS)'}"
    return f"{link.id[:10]}  {link.question}\n            → {place} · {link.kind} · {link.by} · {link.at}"


def figures_table(outcomes: Sequence[Outcome]) -> str:
    """Returns the figures by type as a table of text."""
    names = [f.name for f in fields(Figures)]
    rows = [("all", figures(outcomes)), *by_type(outcomes).items()]
    width = max(len(kind) for kind, _ in rows)
    lines = [" " * width + "  " + "  ".join(f"{name[:9]:>9}" for name in names)]
    for kind, row in rows:
        values = (getattr(row, name) for name in names)
        lines.append(f"{kind:<{width}}  " + "  ".join("        –" if v is None else f"{v:>9}" for v in values))
    return "\n".join(lines)


def miss_line(outcome: Outcome) -> str:
    """Returns a line on a question that went wrong, nothing for one that went right."""
    item = outcome.item
    refused_rightly = outcome.abstained and not item.answerable
    found = not item.gold or outcome.rank == 1
    told = not item.expect or (outcome.facts and not outcome.abstained)
    if refused_rightly or (item.answerable and found and told):
        return ""
    row = {
        "id": item.id,
        "type": item.type,
        "question": item.question,
        "rank": outcome.rank,
        "facts": outcome.facts,
        "abstained": outcome.abstained,
        "gold": item.gold,
        "expect": item.expect,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"
