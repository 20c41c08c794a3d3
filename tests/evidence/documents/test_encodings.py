"""Bytes to text: every encoding that occurs, and what must not be guessed in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import read
from analysis.documents.encodings import decode, plausibility
from analysis.documents.messages import DocumentError

TRADITIONAL = (
    "某市政府關於學前教育發展計畫的通知\r\n到2025年，學前三年毛入園率達到91.7%，普惠性幼兒園覆蓋率達到85.5%。\r\n"
)


@pytest.mark.parametrize(
    "encoding, bom",
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("gb18030", b""),
        ("utf-32-le", b"\xff\xfe\0\0"),
    ],
)
def test_text_is_exact_in_every_encoding(save, plan, encoding, bom):
    text = plan.replace("\n", "\r\n")
    document = read(save("甲县.txt", bom + text.encode(encoding)))
    assert (document.text, document.encoding, document.problems) == (text, encoding, ())


def test_big5_is_told_from_gb18030(save):
    document = read(save("a.txt", TRADITIONAL.encode("big5")))
    assert (document.text, document.encoding) == (TRADITIONAL, "big5")


def test_traditional_characters_in_gbk_stay_gb18030(save):
    document = read(save("a.txt", TRADITIONAL.encode("gb18030")))
    assert (document.text, document.encoding) == (TRADITIONAL, "gb18030")


def test_four_byte_characters_of_gb18030_are_kept(save, plan):
    text = plan + "镕𠮷㙍\n"
    assert read(save("a.txt", text.encode("gb18030"))).text == text


def test_rare_characters_in_utf8_are_text(save):
    text = "𠮷𡈽𢌞𣑊𤭖𥝱𦍌𧰼𨏍𩷶县入园率87.0%"
    assert read(save("a.txt", text)).problems == ()


@pytest.mark.parametrize("encoding, said", [("utf-16-le", "UTF-16-LE"), ("utf-16-be", "UTF-16-BE")])
def test_utf16_without_bom_is_read_with_a_warning(save, plan, warned, encoding, said):
    document = read(save("a.txt", plan.encode(encoding)))
    assert document.text == plan
    assert said in warned(document) and "no BOM" in warned(document)


@pytest.mark.parametrize("encoding, cut", [("gb18030", 1), ("utf-8", 1), ("utf-8", 2)])
def test_half_a_character_at_the_end_is_cut_off_with_its_offset(save, plan, warned, encoding, cut):
    data = plan.rstrip("\n").encode(encoding)[:-cut]
    document = read(save("a.txt", data))
    assert document.text == plan.rstrip("\n")[:-1]
    start = len(document.text.encode(encoding))
    assert f"byte offset {start}" in warned(document) and encoding.upper() in warned(document)


def test_one_bad_byte_is_refused_with_its_place(save, plan, refused):
    data = plan.encode().replace("普".encode(), b"\xff\x99\xae", 1)
    told = refused(save("a.txt", data))
    assert "a.txt" in told and "line 3" in told and f"byte offset {data.index(0xFF)}" in told and "0xFF" in told


@pytest.mark.parametrize("first, second", [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_two_encodings_in_one_file_are_refused(save, plan, refused, first, second):
    data = plan.encode(first) + plan.encode(second)
    told = refused(save("a.txt", data))
    line = 8 if first == "utf-8" else 1
    assert "mixed encodings" in told and f"line {line}" in told


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t ", "\ufeff\n".encode("utf-16-le")])
def test_an_empty_file_is_refused(save, refused, data):
    assert "empty" in refused(save("a.txt", data))


def test_a_binary_file_is_not_text(save, refused):
    noise = bytes((i * i * 31 + i * 7 + (i >> 3)) % 256 for i in range(6000))
    assert "not text" in refused(save("a.txt", b"\x7fELF\x02\x01\x01\0" + noise))


def test_plausibility_tells_chinese_from_rubbish(plan):
    assert plausibility(plan) > 0.97
    assert plausibility(plan.encode().decode("gb18030", "replace")) < 0.7
    assert plausibility("") == 0


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_sentence(data):
    try:
        assert decode(data).text
    except DocumentError as error:
        assert error.problem.text.zh and error.problem.text.en


@given(
    st.lists(
        st.sampled_from("县教育局计划新建幼儿园所学位万元年达到以上，。、0123456789.%\n"), min_size=40, max_size=200
    ).map("".join)
)
def test_text_survives_every_encoding(text):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        if text.strip():
            assert decode(text.encode(encoding)).text == text
