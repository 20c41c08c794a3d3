"""What is at hand and what became of it: other formats, changed texts, originals that return, files nobody registered."""
import json
import shutil

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis import codebook
from analysis.coding.merge import complete
from analysis.coding.workbook import write_coding_workbook
from analysis.documents import fingerprint
from analysis.paths import sha256
from analysis.pipeline import adding
from analysis.pipeline.build import build
from analysis.report.front import sentences
from analysis.store import read_table, write_table
from doors import walk


def statements(work) -> pd.DataFrame:
    frame = read_table(work.processed / "statements.csv")
    return frame[frame["document"] == walk.ID].set_index("span")


@pytest.fixture
def reviewed(work):
    """The project with the invented plan, reviewed, and built."""
    added = adding.add(work, walk.downloaded(work, "txt"))
    walk.review(added.workbook)
    build(work)
    return work


def said(built) -> str:
    return "\n".join(problem.sentence("en") for problem in built.problems)


# ---- unregistered files

def test_a_file_put_there_by_hand_is_read_listed_and_its_command_printed(work):
    shutil.copyfile(walk.downloaded(work, "docx"), work.documents / "青禾县2025年计划.docx")
    built = build(work)
    listed = read_table(work.processed / "unregistered.csv")
    assert listed[["file", "year", "kind"]].values.tolist() == [["青禾县2025年计划.docx", 2025, "plan"]]
    assert 'county-targets add "data/raw/documents/青禾县2025年计划.docx"' in said(built)
    assert not listed["title"].str.contains("毛入园率").any()


def test_the_list_goes_when_there_is_nothing_to_list(work):
    path = shutil.copyfile(walk.downloaded(work, "docx"), work.documents / "x.docx")
    build(work)
    path.unlink()
    build(work)
    assert not (work.processed / "unregistered.csv").exists()


def test_an_unregistered_file_that_cannot_be_read_is_named(work):
    (work.documents / "坏.docx").write_bytes(b"PK\x03\x04 no archive")
    assert "坏.docx" in said(build(work))


def test_the_copy_in_another_format_is_counted_once(reviewed):
    shutil.copyfile(walk.downloaded(reviewed, "html"), reviewed.documents / "再次下载.html")
    built = build(reviewed)
    assert "counted once" in said(built) and built.unregistered.empty and built.changes.empty


def test_copies_of_an_unregistered_document_are_counted_once_whatever_their_form(work):
    text = walk.downloaded(work, "txt").read_text(encoding="utf-8")
    copies = {"甲.txt": text.encode(), "甲(1).txt": text.encode(), "甲_gbk.txt": text.encode("gb18030"), "甲_crlf.txt": text.replace("\n", "\r\n").encode("utf-8-sig")}
    for name, data in copies.items():
        (work.documents / name).write_bytes(data)
    built = build(work)
    assert len(built.unregistered) == 1 and all(name in said(built) for name in copies) and "Counted once" in said(built)


# ---- hydration

def test_without_the_original_there_is_no_sentence_and_with_it_there_is(reviewed):
    name = statements(reviewed).loc["96%以上", "statement_id"]
    original = reviewed.documents / f"{walk.ID}.txt"
    kept = original.read_bytes()
    original.unlink()
    rows = build(reviewed).rows["statements"]
    assert sentences(reviewed, [name]) == {}
    original.write_bytes(kept)
    assert build(reviewed).rows["statements"] == rows
    assert sentences(reviewed, [name])[name].startswith("学前三年毛入园率达到96%以上")


def test_in_another_format_the_sentence_is_found_and_the_places_stay_those_of_the_registered_file(reviewed):
    before = statements(reviewed)
    (reviewed.documents / f"{walk.ID}.txt").unlink()
    outcome = adding.add(reviewed, walk.downloaded(reviewed, "html"))
    built = build(reviewed)
    after = statements(reviewed)
    assert outcome.document == walk.ID and not [p for p in built.problems if p.severity == "error"]
    # Of a figure that a reviewer added and that stands in several places only the registered text tells which it is.
    assert set(built.changes["field"]) <= {"span"} and set(built.changes["before"] + built.changes["after"]) <= {walk.TWO_TITLES}
    found, registered = (frame.loc[frame["source"] == "extracted", "char_start"].tolist() for frame in (after, before))
    assert found == registered
    name = before.loc["96%以上", "statement_id"]
    assert "毛入园率达到96%以上" in sentences(reviewed, [name])[name]


def test_the_originals_of_the_shipped_sources_bring_their_sentences(work, sources, run):
    paths = sorted((sources / "county").glob("*.txt"))
    outcome = run("add", *paths, "--lang", "en")
    assert outcome.code == 0 and outcome.text.count("is the text of") == 5
    before = (work.processed / "statements.csv").read_bytes()
    build(work)
    found = json.loads((work.cache / "sentences.json").read_text(encoding="utf-8"))
    table = read_table(work.processed / "statements.csv")
    assert (work.processed / "statements.csv").read_bytes() == before
    assert set(found) == set(table.loc[table["char_start"].notna(), "statement_id"])
    assert all(found[row.statement_id]["figure"] for row in table.itertuples())


# ---- a document that changed after it was coded

def edit(work, change) -> None:
    path = work.documents / f"{walk.ID}.txt"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


def test_a_changed_document_is_reported_its_rows_kept_and_their_places_found_again(reviewed):
    before = statements(reviewed)
    edit(reviewed, lambda text: "【转载】\n" + text)
    built = build(reviewed)
    after = statements(reviewed)
    assert "its content is not what it was" in said(built) and len(after) == len(before)
    assert after.loc["96%以上", "char_start"] - before.loc["96%以上", "char_start"] == len("【转载】\n")
    assert set(after["status"]) == {"confirmed"}


def test_a_figure_that_is_gone_from_the_text_keeps_its_row_and_is_named(reviewed):
    edit(reviewed, lambda text: text.replace("91%", "比较高的比例"))
    built = build(reviewed)
    assert "91%" in statements(reviewed).index and "“91%” is not in the text any more" in said(built)


def test_a_new_figure_of_a_changed_text_comes_in_unreviewed(reviewed):
    edit(reviewed, lambda text: text.replace("招聘教师98名", "招聘教师98名，新建中学7所"))
    build(reviewed)
    after = statements(reviewed)
    assert after.loc["7所", "status"] == "unreviewed" and (after["status"] == "unreviewed").sum() == 1


def test_once_the_change_is_registered_it_is_spoken_of_no_more(reviewed):
    edit(reviewed, lambda text: text + "\n（完）\n")
    assert "its content is not what it was" in said(build(reviewed))
    data = (reviewed.documents / f"{walk.ID}.txt").read_bytes()
    registry = codebook.documents(reviewed)
    mine = registry["document"] == walk.ID
    registry.loc[mine, "sha256"], registry.loc[mine, "fingerprint"] = sha256(data), fingerprint(data.decode())
    write_table(registry, reviewed.documents_csv)
    assert "its content" not in said(build(reviewed))


@pytest.mark.parametrize("placed, told", [(True, ("2: fang-2024-plan.txt: the document has changed: “3所” moved", "3: fang-2024-plan.txt: the document has changed: “77名” is not in the text any more")),
                                          (False, ("3: “77名” (一) was not found in the text",))])
def test_what_became_of_a_coded_figure_is_said_with_workbook_sheet_and_row(work, placed, told):
    text = "甲县2024年计划\n一、目标\n新建幼儿园3所，分布在城东和城西以及各乡镇的中心地带。\n招聘教师77名。\n"
    adding.add(work, write(work, text), adding.Given("房县", 2024, "plan"))
    rows = [{"document": "fang-2024-plan", "span": span, "place": "一", "indicator": indicator, "measure": "level", "value": value, "comparator": "=", "unit": unit,
             "kind": "target", "year": 2024, "commitment": "plain", **({"char_start": text.index(span), "char_end": text.index(span) + len(span)} if placed else {})} for span, indicator, value, unit in (("3所", "kindergartens_built", 3.0, "institution"), ("77名", "teachers_recruited", 77.0, "person"))]
    write_coding_workbook(complete(pd.DataFrame(rows)), codebook.documents(work), work.hand_coded / "编码.xlsx")
    build(work)
    (work.documents / "fang-2024-plan.txt").write_text(text.replace("一、目标", "一、主要的目标").replace("77名", "若干"), encoding="utf-8")
    built = build(work)
    assert [line for line in told if f"编码.xlsx › 编码 › {line}" not in said(built)] == [], said(built)


def write(work, text):
    path = work.root / "计划.txt"
    path.write_text(text, encoding="utf-8")
    return path


# ---- workbooks

@pytest.mark.parametrize("decision, status", [("接受", "confirmed"), (None, "unreviewed")])
def test_a_decision_is_the_status(work, decision, status):
    added = adding.add(work, walk.downloaded(work, "docx"))
    sheet = walk.Sheet(added.workbook)
    for row in sheet.rows():
        sheet.fill(row, decision=decision)
    sheet.save()
    build(work)
    assert set(statements(work)["status"]) == {status}


def test_a_bad_cell_of_a_review_is_named_by_sheet_and_address_and_its_row_waits(work):
    added = adding.add(work, walk.downloaded(work, "docx"))
    sheet = walk.Sheet(added.workbook)
    rows = sheet.rows()
    for row in rows:
        sheet.fill(row, decision="接受")
    sheet.fill(rows[3], unit="百分之", decision="更正")
    address = f"复核 › {sheet.cell(rows[3], 'unit').coordinate}"
    sheet.save()
    built = build(work)
    assert f"{walk.ID}.xlsx › {address}" in said(built)
    assert (statements(work)["status"] == "unreviewed").sum() == 1 and len(statements(work)) == len(rows)


def test_lock_files_and_copies_of_workbooks_are_named(work):
    added = adding.add(work, walk.downloaded(work, "docx"))
    shutil.copyfile(added.workbook, added.workbook.with_name(f"{walk.ID} - 副本.xlsx"))
    added.workbook.with_name(f"~${walk.ID}.xlsx").write_bytes(b"lock")
    text = said(build(work))
    assert f"{walk.ID} - 副本.xlsx: not used" in text and f"~${walk.ID}.xlsx: a lock file" in text


def test_two_adjudicated_codings_of_one_document_are_not_mixed(work):
    before = (work.processed / "statements.csv").read_bytes()
    shutil.copyfile(work.hand_coded / "adjudicated.xlsx", work.hand_coded / "adjudicated_x_y.xlsx")
    text = said(build(work))
    assert text.count("Keep one adjudicated coding") == 5 and (work.processed / "statements.csv").read_bytes() == before


def test_without_an_adjudicated_coding_what_the_coders_differ_in_is_a_conflict(work):
    (work.hand_coded / "adjudicated.xlsx").unlink()
    build(work)
    frame = read_table(work.processed / "statements.csv")
    assert (frame["status"] == "conflict").sum() == 3 and set(frame.loc[frame["status"] == "conflict", "coder"]) == {"coder_a", "coder_b"}


def test_a_shipped_extraction_stands_in_for_a_text_that_is_not_at_hand_and_for_no_coding(work):
    added = adding.add(work, walk.downloaded(work, "txt"))
    build(work)
    before = statements(work)
    coded = read_table(work.processed / "statements.csv")
    write_table(coded.drop(columns=["statement_id", "region_code", "region_name", "source", "coder", "status"]), work.extracted / "all.csv")
    added.workbook.unlink()
    (work.documents / f"{walk.ID}.txt").unlink()
    build(work)
    assert statements(work)["statement_id"].tolist() == before["statement_id"].tolist()
    assert len(read_table(work.processed / "statements.csv")) == len(coded)


# ---- the table of sources, edited by hand

@pytest.mark.parametrize("column, value, word", [("document", "a b", "blanks"), ("document", "fangxian-2024-plan", "stands twice"), ("region_code", "33", "six digits"),
                                                 ("year", "", "no year"), ("kind", "plans", "kind of document")])
def test_a_row_of_the_sources_that_cannot_be_used_is_named_by_its_cell(work, column, value, word):
    table = read_table(work.documents_csv).astype(object)
    table.loc[1, column] = None if value == "" else value
    write_table(table, work.documents_csv)
    built = build(work)
    faults = [problem for problem in built.problems if problem.file == "documents.csv"]
    assert [word in problem.text.en for problem in faults] == [True] and faults[0].cell.endswith("3")
    assert built.rows["documents"] == 4


# ---- hostile contents end as text

HOSTILE = "=HYPERLINK(\"http://x\")<script>alert(1)</script>县"


def test_a_hostile_name_of_a_county_ends_as_text_in_tables_and_workbooks(work):
    added = adding.add(work, walk.downloaded(work, "docx"), adding.Given(HOSTILE, 2025, "plan"))
    build(work)
    for name in ("documents.csv", "statements.csv", "targets.csv"):
        cells = (work.processed / name).read_text(encoding="utf-8-sig")
        assert "'=HYPERLINK" in cells and ",=HYPERLINK" not in cells and ',"=HYPERLINK' not in cells
    book = load_workbook(added.workbook)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert read_table(work.processed / "statements.csv")["region_name"].eq(HOSTILE).any()
