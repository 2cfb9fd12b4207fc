"""Register files made up for end-to-end tests: import it with PYTHONPATH=tests/support."""
import os

GRANT = '''<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03" file="US{n}-20200107.XML" status="PRODUCTION" id="us-patent-grant" country="US" date-produced="20191223" date-publ="20200107">
<us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>{n}</doc-number><kind>B2</kind><date>20200107</date></document-id></publication-reference>
<application-reference appl-type="utility"><document-id><country>US</country><doc-number>15{serial:06d}</doc-number><date>20170105</date></document-id></application-reference>
<invention-title id="d0">Made-up device {n}</invention-title>
<us-parties></us-parties>
</us-bibliographic-data-grant>
<claims id="claims"><claim id="CLM-1" num="1"><claim-text>1. A device.</claim-text></claim></claims>
</us-patent-grant>
'''


def write_grants(path, first, count):
    """Grants of the numbers from `first` on, in one file."""
    with open(path, "w") as f:
        for i in range(count):
            f.write(GRANT.format(n=first + i, serial=i))


def write_events(folder, count, first=4000000):
    """A folder of the plain format with one event each of so many EP patents."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "events.csv"), "w") as f:
        f.write("right,code,st27,date,known,description,details,origin\n")
        for i in range(count):
            f.write(f"EP-P-{first + i},X1,,2020-02-03,,made up,,\n")
