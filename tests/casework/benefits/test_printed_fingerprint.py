"""The fingerprint of an approved list stands on its prints."""

import io

import openpyxl

from kladka.casework.benefits.actions import approve, prepare_list, submit
from kladka.documents.document import Document
from tests.documents.reading import pdf_words

from .build import DECEMBER, family


def test_the_xlsx_and_the_pdf_of_an_approved_list_carry_its_fingerprint(
    client, centre, caseworker, accountant, head
):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    draft = prepare_list(centre, DECEMBER, by=accountant)
    approved = approve(submit(draft, by=accountant), by=head)
    client.force_login(accountant)
    sheet = client.get(f"{draft.get_absolute_url()}lista.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert rows[-1][0] == f"SHA-256 zatwierdzonej listy: {approved.sha256}"
    print_ = client.get(f"{draft.get_absolute_url()}lista.pdf")
    words = pdf_words(Document.of("lista.pdf", "application/pdf", print_.content))
    assert approved.sha256 in words.replace(" ", "")
