"""A .xlsx of a tab-separated table, every cell a text: sheet_of_table.py TABLE SHEET."""
import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def row_of(number, cells):
    return f'<row r="{number}">' + "".join(
        f'<c r="{letters(i)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for i, cell in enumerate(cells)) + "</row>"


def main(table, sheet):
    with open(table, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
                           '<sheet name="Table" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
                                      f'Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
                                      '</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>' +
                                    "".join(row_of(i + 1, row) for i, row in enumerate(rows)) +
                                    "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(sheet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


main(sys.argv[1], sys.argv[2])
