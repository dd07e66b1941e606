"""What stands before and around a feed's own elements: XML's version, encoding, document type, prefixes.

https://www.w3.org/TR/xml/#sec-prolog-dtd, https://www.w3.org/TR/xml/#charencoding and
https://www.w3.org/TR/xml-names/. Pure.
"""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.findings import Findings, Node, quoted
from feeds.validator.shape import Modules, bare

# 4.3.3: "All XML processors MUST be able to read entities in both the UTF-8 and UTF-16 encodings";
# these are read nearly everywhere besides.
_COMMON: Final = re.compile(
    r"utf-?(?:8|16)(?:[bl]e)?|us-ascii|ascii|(?:iso-?8859-?[0-9]{1,2}|latin-?[0-9])|windows-125[0-8]|cp125[0-8]"
    r"|koi8-[ru]|gb2312|gbk|gb18030|big5|euc-(?:jp|kr|tw)|shift_jis|iso-2022-jp",
    re.IGNORECASE,
)
NETSCAPE: Final = "-//Netscape Communications//DTD RSS 0.91//EN"


def check_prolog(root: Node, found: Findings) -> None:
    """Tell of a version of XML, or an encoding, that not every reader reads."""
    info = root.getroottree().docinfo
    if info.xml_version != "1.0":
        message = f"The document is XML {info.xml_version}, and feeds are XML 1.0, as many readers insist"
        found.warning(root, "xml-version", f'{message}; write version="1.0"')
    if info.encoding and not _COMMON.fullmatch(info.encoding):
        message = f"The encoding {quoted(info.encoding)} is one that few readers know"
        found.warning(root, "encoding", f"{message}; save the document as UTF-8")


def check_doctype(root: Node, found: Findings) -> None:
    """Tell of a document type. RSS 0.91 had one, and no other feed does.

    The address of Netscape's has led nowhere since 2007, and readers that looked there failed.
    """
    info = root.getroottree().docinfo
    if info.internalDTD is None:
        return
    if info.public_id == NETSCAPE and root.get("version") not in {None, "0.91"}:
        message = (
            f"The document type is that of RSS 0.91, and the version is {quoted(root.get('version', ''))}"
        )
        found.error(root, "document-type", f"{message}; leave <!DOCTYPE …> out")
    else:
        message = "The document has a document type, which no feed needs, and some readers refuse"
        found.warning(root, "document-type", f"{message}; leave <!DOCTYPE …> out")


def check_prefixes(root: Node, modules: Modules, found: Findings) -> None:
    """Tell of prefixes that are not the usual ones: https://www.w3.org/TR/xml-names/ does not mind.

    But some readers go by the prefix alone, and people who read the source do, too.
    """
    for prefix, namespace in root.nsmap.items():
        if prefix is None or not namespace:
            continue
        module = modules.find(namespace, prefix)
        other = modules.named(prefix) if module is None else None
        if other is not None and bare(namespace) != bare(other.namespace):
            message = (
                f"The prefix “{prefix}” is usually that of {other.name}, and means {quoted(namespace)} here"
            )
            found.warning(root, "prefix", f"{message}; write another prefix")
        elif module is not None and module.namespace == namespace and module.prefix not in root.nsmap:
            message = (
                f"{module.name} has the prefix “{prefix}” here, and some readers know only the usual one"
            )
            found.info(root, "prefix", f"{message}; write “{module.prefix}”")
