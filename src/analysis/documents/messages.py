"""What the readers of documents say, in both languages, and the error that carries such a sentence.

The file's name is not in a message: `DocumentError.at` and `named` put it before, once, at the file boundary.
"""
from __future__ import annotations

import dataclasses
import re

from analysis.checks import Problem
from analysis.words import Text

MESSAGES: dict[str, Text] = {
    # the file itself
    "missing": Text(
        "找不到这个文件。请检查文件名和文件夹。",
        "this file is not there. Check its name and folder."),
    "dangling": Text(
        "这是一个链接，但它指向的文件已不存在。请放入文件本身。",
        "this is a link, and what it points to is gone. Put the file itself there."),
    "not_a_file": Text(
        "这是文件夹或设备，不是文件。请给出其中的文件。",
        "this is a folder or a device, not a file. Name the files in it."),
    "unreadable": Text(
        "系统不允许读取这个文件（{reason}）。请检查权限，或复制一份再试。",
        "the system does not let it be read ({reason}). Check the permissions, or use a copy."),
    "too_large": Text(
        "文件有 {size} MB，上限为 {limit} MB。请把文档拆开。",
        "the file has {size} MB, the limit is {limit} MB. Split the document."),
    "empty": Text(
        "文件是空的（没有任何文字）。请重新下载。",
        "the file is empty (it holds no text). Download it again."),
    "lock_file": Text(
        "这是 Office 的锁定文件，已忽略；原文件可能正开着。请关闭后再试。",
        "this is Office's lock file, ignored; the document itself may be open. Close it and try again."),
    # what it is
    "other_content": Text(
        "内容是 {content}，扩展名却是 {extension}；已按 {content} 读取。",
        "content is {content}, extension says {extension}; read as {content}."),
    "wrong_content": Text(
        "内容是 {content}，扩展名却是 {extension}。请用 Excel 或 WPS 打开，另存为真正的 {extension}。",
        "content is {content}, extension says {extension}. Open it in Excel or WPS and save it as a real "
        "{extension}."),
    "not_text": Text(
        "不是文本（像是二进制文件）。请换成 txt、html、docx 或 pdf。",
        "not text (it looks like a binary file). Give a txt, html, docx or pdf instead."),
    "unknown_format": Text(
        "无法读取 {content} 格式。请用 Word 或 WPS 打开，另存为 docx。",
        "a file of type {content} cannot be read. Open it in Word or WPS and save it as docx."),
    "old_excel": Text(
        "是旧版 Excel 文件（xls）。请用 Excel 或 WPS 打开，另存为 xlsx。",
        "is an old Excel file (xls). Open it in Excel or WPS and save it as xlsx."),
    "picture": Text(
        "是图片（扫描件），没有文字，需要文字识别（OCR）。{advice}",
        "is a picture (a scan) without text and needs OCR. {advice}"),
    "old_word": Text(
        "是旧版 Word 文件（doc）。请用 Word 或 WPS 另存为 docx，或先安装读取器：python run.py extras doc。",
        "is an old Word file (doc). Save it as docx in Word or WPS, or install a reader first: python run.py "
        "extras doc."),
    "no_pdf_reader": Text(
        "读取 PDF 要先安装读取器：python run.py extras pdf，或另存为 docx。",
        "reading PDF needs a reader: python run.py extras pdf, or save it as docx."),
    # encodings
    "truncated_text": Text(
        "文件末尾第 {offset} 字节处有半个字符，文字可能被截断；已按 {encoding} 读取。请核对原文结尾，必要时重新下载。",
        "half a character at byte offset {offset}, the end: the text may be cut; read as {encoding}. Compare "
        "the end, download again if needed."),
    "guessed_utf16": Text(
        "没有 BOM，推测为 {encoding}。请核对文字是否正常。",
        "guessed {encoding}, no BOM. Check that the text looks right."),
    "mixed_encodings": Text(
        "混有两种编码（mixed encodings）：第 {line} 行（第 {offset} 字节）起不再是 UTF-8，而是 GB18030。请分开两部分，各自另存为 UTF-8。",
        "mixed encodings: from line {line} (byte offset {offset}) it is no longer UTF-8 but GB18030. Separate "
        "the parts and save each as UTF-8."),
    "bad_bytes": Text(
        "第 {line} 行（第 {offset} 字节）有 {encoding} 中不存在的字节 0x{byte:02X}，共 {count} 处。请重新下载，或打开后改正并另存为 UTF-8。",
        "line {line} (byte offset {offset}) holds byte 0x{byte:02X}, which is not valid {encoding}; {count} "
        "such places. Download again, or mend it and save as UTF-8."),
    "misdecoded": Text(
        "文字像是用错编码打开后保存的乱码（{sign} 出现 {count} 次）。请从原网页重新保存。",
        "the text looks mis-decoded: it was once opened in the wrong encoding ({sign} occurs {count} times). "
        "Save it again from the source."),
    "nul": Text(
        "有 {count} 个 NUL 字符（U+0000），在第 {lines} 行；被它隔开的数字不可靠，未采用。请对照原文。",
        "{count} NUL characters (U+0000), on line {lines}; figures split by them are doubtful and not taken. "
        "Compare with the source."),
    "bidi": Text(
        "第 {lines} 行有改变书写方向的字符（{names}）：看到的与存储的不同，其中的数字不可靠，未采用。请对照原文。",
        "line {lines} holds characters that turn the direction of writing ({names}): what one sees is not what "
        "is stored; figures there are doubtful and not taken. Compare with the source."),
    "controls": Text(
        "第 {lines} 行有控制字符（{names}）。不影响读取，请对照原文。",
        "line {lines} holds control characters ({names}). The text was read; compare with the source."),
    "replaced": Text(
        "有 {count} 处文字在来源中已损坏（U+FFFD），首见于第 {lines} 行。请对照原文。",
        "{count} characters were already lost in the source (U+FFFD), first on line {lines}. Compare with the "
        "source."),
    # html
    "meta_lies": Text(
        "网页声明编码为 {declared}，实际是 {found}；已按 {found} 读取。",
        "the page declares {declared} but is {found}; read as {found}."),
    "nested": Text(
        "网页标签嵌套过深（nested too deeply，{depth} 层，上限 {limit}）。请在浏览器中打开，把正文复制到 docx。",
        "tags are nested too deeply ({depth} levels, limit {limit}). Open the page in a browser and copy its "
        "text into a docx."),
    "no_text": Text(
        "没有可读的文字（no readable text）：正文可能由脚本生成。请在浏览器中打开，把正文复制到 docx，或打印成 PDF。",
        "no readable text: the page may be drawn by a script. Open it in a browser and copy its text into a "
        "docx, or print it to PDF."),
    # archives
    "damaged": Text(
        "{format} 文件已损坏（damaged {format}），无法读取（{reason}）。请重新下载，或用 Office 或 WPS 修复后另存。",
        "damaged {format}: it cannot be read ({reason}). Download it again, or repair and save it in Office or "
        "WPS."),
    "password": Text(
        "有打开密码（password-protected）。请用密码打开，另存为没有密码的文件。",
        "password-protected. Open it with the password and save it without one."),
    "bomb": Text(
        "解压后有 {size} MB（expands to {size} MB），上限为 {limit} MB，未打开。请换用原始文件。",
        "expands to {size} MB, limit {limit} MB; not opened. Get the original file."),
    "overlap": Text(
        "压缩包条目互相重叠（overlapping entries），可能是恶意文件，未打开。请换用原始文件。",
        "overlapping entries in the archive, as in malicious files; not opened. Get the original file."),
    "many_parts": Text(
        "压缩包有 {count} 个条目或标签，上限为 {limit}，未打开。",
        "{count} entries or tags in the archive, limit {limit}; not opened."),
    "dtd": Text(
        "{part} 中有不允许的 DTD 或实体（DTD/entity not allowed），未打开。请用 Word 或 WPS 打开，另存一份。",
        "DTD/entity not allowed (in {part}); not opened. Open it in Word or WPS and save a copy."),
    "no_part": Text(
        "不是 {format} 文件（缺少 {part}）。请用 Office 或 WPS 打开，另存为 {format}。",
        "is not a {format} file ({part} is missing). Open it in Office or WPS and save it as {format}."),
    "tracked": Text(
        "有未接受的修订（unaccepted changes）：插入 {inserted} 处，已读取；删除 {deleted} 处，未读取。请核对以哪一版为准。",
        "unaccepted changes: {inserted} insertions, read; {deleted} deletions, left out. Check which version "
        "counts."),
    # tables
    "hidden_sheets": Text(
        "隐藏的工作表未读取：{names}。",
        "hidden sheets were not read: {names}."),
    "no_result": Text(
        "公式没有存储结果，读不到数值：{cells}。请用 Excel 打开并保存一次。",
        "formulas without a stored result: {cells}. Open the workbook in Excel and save it once."),
    "error_cells": Text(
        "单元格是错误值：{cells}。请改正。",
        "cells hold error values: {cells}. Mend them."),
    # pdf
    "pdf_bomb": Text(
        "第 {offset} 字节处的页面内容解压后超过 {limit} MB（expands beyond the limit），未打开。请换用原始文件。",
        "page content at byte {offset} expands beyond the limit of {limit} MB; not opened. Get the original "
        "file."),
    "scanned": Text(
        "第 {pages} 页没有文字（扫描件），需要文字识别（OCR）。{advice}",
        "pages {pages} have no text (scans) and need OCR. {advice}"),
    "scanned_read": Text(
        "第 {pages} 页是扫描件，由文字识别读出，请逐个核对数字。",
        "pages {pages} are scans, read by OCR: check every figure."),
    "rubbish": Text(
        "第 {pages} 页的文字层不能读成中文（text layer cannot be read as Chinese），需要文字识别（OCR）。{advice}",
        "pages {pages}: the text layer cannot be read as Chinese and needs OCR. {advice}"),
    "ocr_advice": Text(
        "可先运行 python run.py extras scan 安装文字识别，再读一次，或换用带文字的版本。",
        "Install OCR by `python run.py extras scan` and read it again, or find a version with text."),
    "ocr_failed": Text(
        "文字识别没有读出文字，请换用带文字的版本。",
        "OCR found no text; find a version with text."),
    "took_too_long": Text(
        "{seconds} 秒内没有读完，已停止。请把文档拆开，或另存为 docx。",
        "not read within {seconds} seconds, stopped. Split the document, or save it as docx."),
    "reader_died": Text(
        "读取时超出内存上限或崩溃（{reason}）。请另存为 docx 再试。",
        "the reader ran out of memory or broke down ({reason}). Save it as docx and try again."),
}

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


class DocumentError(Exception):
    """A document cannot be read; ``problem`` says which file, what is wrong and what to do."""

    def __init__(self, problem: Problem):
        super().__init__(problem.sentence("en"))
        self.problem = problem

    def __reduce__(self):
        return type(self), (self.problem,)

    def at(self, name: str) -> "DocumentError":
        """The same error with the file's name before the sentence."""
        return DocumentError(named(self.problem, name))


def refusal(key: str, **values) -> DocumentError:
    """The error for a message of the table above."""
    return DocumentError(Problem("error", MESSAGES[key].format(**values)))


def warning(key: str, **values) -> Problem:
    """The warning for a message of the table above."""
    return Problem("warning", MESSAGES[key].format(**values))


def named(problem: Problem, name: str) -> Problem:
    """The problem with the file's name, if it has none yet."""
    return problem if problem.file else dataclasses.replace(problem, file=shown(name))


def shown(name: str) -> str:
    """A file's name that a terminal and a report can show: invisible and broken characters as U+XXXX."""
    return _UNSAFE.sub(lambda found: f"<U+{ord(found.group()):04X}>", name)
