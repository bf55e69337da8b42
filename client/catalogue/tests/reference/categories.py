#!/usr/bin/env python3
"""Extracts chapters and three-character categories with their titles from the tabular list of ICD-10-CM.

    python3 categories.py icd10c-tabular-April-1-2026.xml > ../../src/codes/icd10cm.tsv

The file of the CDC is in the package simple-icd-10-cm 1.5.0 of the Python index, in the folder `data`.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree

HEAD = """\
# Chapters (number, range, title), then three-character categories (code, title) of ICD-10-CM, release of April 2026.
# Source: Centers for Disease Control and Prevention (CDC), National Center for Health Statistics, U.S. Department of Health and
# Human Services: icd10cm-tabular-April-1-2026.xml, here from the Python package simple-icd-10-cm 1.5.0. Available free of charge from
# the CDC at https://www.cdc.gov/nchs/icd/icd-10-cm/files.html. Titles are unchanged; subcategories and notes are left out.
# Licence: a work of the United States Government (17 U.S.C. 105), used under the CDC's terms for its public domain content. Its use
# here implies no endorsement by CDC, HHS or the United States Government of this project or anybody. ICD-10, of which it is an
# adaptation, is copyrighted by the World Health Organization: docs/catalogue.md says what follows.
"""


def main():
    chapters, categories = [], []
    for chapter in ElementTree.parse(sys.argv[1]).getroot().findall("chapter"):
        title, span = re.fullmatch(r"(.*) \((\w{3}-\w{3})\)", chapter.findtext("desc").strip()).groups()
        chapters.append((chapter.findtext("name"), span, title))
        for section in chapter.findall("section"):
            for category in section.findall("diag"):
                categories.append((category.findtext("name"), " ".join(category.findtext("desc").split())))
    print(HEAD, end="")
    for row in chapters + sorted(categories):
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
