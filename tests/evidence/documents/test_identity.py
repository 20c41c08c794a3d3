"""One document in many files: other names, formats, encodings, line ends, pages around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import Span, fingerprint, read
from analysis.documents.identity import normalised


def as_html(plan: str) -> str:
    title, *lines = plan.strip().split("\n")
    return (
        f"<html><head><meta charset='gb2312'><title>{title}</title></head><body><h1>{title}</h1>"
        + "".join(f"<p>&nbsp;&nbsp;{line}</p>" for line in lines)
        + "</body></html>"
    )


def test_all_forms_of_a_plan_are_one_document(save, plan, make_docx, make_pdf):
    files = [
        save("a.txt", plan),
        save("b.md", plan.replace("\n", "\r\n").encode("utf-8-sig")),
        save("c.txt", plan.encode("gb18030")),
        save("d.txt", plan.encode("utf-16")),
        save("e.docx", make_docx()),
        save("f.html", as_html(plan).encode("gb18030")),
        save("g.doc", as_html(plan).encode("gb18030")),
        save("h.pdf", make_pdf([plan.strip().split("\n")])),
    ]
    documents = [read(path) for path in files]
    assert {document.fingerprint for document in documents} == {fingerprint(plan)}
    assert len({document.sha256 for document in documents}) == len({path.read_bytes() for path in files})


def test_share_site_pages_of_a_plan_are_the_plan(save, plan):
    shared = f"计划.docx\n《计划.docx》由会员分享，可在线阅读。\n{plan}- 配套讲稿:\n- 关 键 词:\n- 计划"
    assert read(save("a.txt", shared)).fingerprint == fingerprint(plan)


@pytest.mark.parametrize("change", [("95.5%", "95.6%"), ("85名", "八十五名"), ("甲县教育局", ""), ("全县", "全市")])
def test_another_word_is_another_document(plan, change):
    assert fingerprint(plan.replace(*change)) != fingerprint(plan)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(" \n\r\t\u3000\u00a0\u200b\ufeff")), max_size=6),
)
def test_blanks_do_not_count(text, blanks):
    spaced = text
    for place, blank in blanks:
        spaced = spaced[:place] + blank + spaced[place:]
    if "".join(sorted(normalised(spaced, ()))) == "".join(sorted(normalised(text, ()))):  # no combining mark was parted
        assert fingerprint(spaced, ()) == fingerprint(text, ())


def test_full_width_forms_are_the_same_document(plan):
    wide = plan.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.%"})
    assert wide != plan and fingerprint(wide) == fingerprint(plan)


def test_spans_are_left_out_even_when_they_overlap(plan):
    assert fingerprint("甲乙" + plan, [Span(0, 1, "a"), Span(0, 2, "b")]) == fingerprint(plan)
