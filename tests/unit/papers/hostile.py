"""PDFs that want more than to be read. Each is a page of drawn.py, and something active, hidden or endless."""

from __future__ import annotations

import functools
import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.unit.papers.drawn import drawn_pdf, opened, saved

MARK = "xqzw"
"""In every active part: whatever of it is left can be found. Nothing that a PDF library writes by itself."""
SCRIPT = f"app.alert('{MARK}')"


def _script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(SCRIPT))


def script_on_opening() -> bytes:
    document = opened()
    document.Root.OpenAction = _script()
    document.Root.AA = Dictionary(WC=_script())
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String(MARK), _script()])))
    document.pages[0].obj.AA = Dictionary(O=_script())
    return saved(document)


def links() -> bytes:
    document = opened()
    actions = (
        Dictionary(S=Name.URI, URI=String(f"https://{MARK}.example.org")),
        Dictionary(S=Name.Launch, F=String(f"{MARK}.exe")),
        Dictionary(S=Name.SubmitForm, F=String(f"https://{MARK}.example.org")),
        Dictionary(S=Name.GoToR, F=String(f"{MARK}.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.ImportData, F=String(f"{MARK}.fdf")),
        _script(),
    )
    document.pages[0].obj.Annots = Array(
        [
            document.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 500, 500]), A=action, Border=[0, 0, 0]
                )
            )
            for action in actions
        ]
    )
    return saved(document)


def attachment() -> bytes:
    document = opened()
    document.attachments[f"{MARK}.exe"] = MARK.encode()
    file = document.make_stream(MARK.encode(), Type=Name.EmbeddedFile)
    spec = document.make_indirect(Dictionary(Type=Name.Filespec, F=String(MARK), EF=Dictionary(F=file)))
    document.Root.AF = Array([spec])
    document.pages[0].obj.AF = Array([spec])
    document.pages[0].obj.Annots = Array(
        [document.make_indirect(Dictionary(Subtype=Name.FileAttachment, Rect=Array([0, 0, 20, 20]), FS=spec))]
    )
    return saved(document)


def rich_media() -> bytes:
    document = opened()
    movie = document.make_stream(MARK.encode())
    document.pages[0].obj.Annots = Array(
        [
            document.make_indirect(
                Dictionary(Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 20, 20]), Contents=String(MARK), Data=movie)
            )
            for kind in ("RichMedia", "3D", "Movie", "Sound", "Screen", "Popup", "Text", "Redact")
        ]
    )
    return saved(document)


def names_of_authors() -> bytes:
    document = opened()
    document.docinfo["/Author"] = MARK
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [MARK]
    document.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=String(MARK)))
    document.pages[0].obj.Metadata = document.make_stream(MARK.encode())
    document.Root.Threads = Array([document.make_indirect(Dictionary(I=Dictionary(Title=String(MARK))))])
    document.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(MARK))]))
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARK, 0))
    for each in document.objects:
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == Name.Image:
            each.Metadata = document.make_stream(MARK.encode())
            each.PieceInfo = Dictionary(Private=String(MARK))
            each.Alternates = Array([Dictionary(Image=each, DefaultForPrinting=True, OC=String(MARK))])
    return saved(document)


def files_elsewhere() -> bytes:
    """Streams whose contents are in another file, and a form that refers to another document's page."""
    document = opened()
    outside = document.make_stream(MARK.encode(), F=String(f"/etc/{MARK}"), FFilter=Name.FlateDecode)
    proxy = document.make_stream(
        b"0 0 m",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 9, 9]),
        Ref=Dictionary(F=String(f"{MARK}.pdf"), Page=0),
        OPI=Dictionary({"/2.0": Dictionary(F=String(MARK))}),
    )
    postscript = document.make_stream(MARK.encode(), Type=Name.XObject, Subtype=Name.PS)
    page = document.pages[0]
    for stream in (outside, proxy, postscript):
        page.add_resource(stream, Name.XObject)
    page.contents_add(outside)
    return saved(document)


def xfa_form() -> bytes:
    document = opened()
    template = document.make_stream(f"<xdp>{SCRIPT}</xdp>".encode())
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("template"), template]), CO=Array([]))
    document.Root.NeedsRendering = True
    return saved(document)


def signature() -> bytes:
    document = opened()
    field = document.make_indirect(
        Dictionary(
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(MARK),
            Rect=Array([0, 0, 0, 0]),
            V=Dictionary(Type=Name.Sig, Name=String(MARK), Contents=String(MARK)),
            AA=Dictionary(E=_script()),
        )
    )
    document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    document.Root.Perms = Dictionary(DocMDP=field)
    document.pages[0].obj.Annots = Array([field])
    return saved(document)


ACTIVE: dict[str, Callable[[], bytes]] = {
    each.__name__: each
    for each in (
        script_on_opening,
        links,
        attachment,
        rich_media,
        names_of_authors,
        files_elsewhere,
        xfa_form,
        signature,
    )
}


def encrypted(user: str, owner: str = "owner") -> bytes:
    document = opened()
    output = io.BytesIO()
    document.save(output, encryption=pikepdf.Encryption(user=user, owner=owner))
    return output.getvalue()


def many_pages(number: int) -> bytes:
    kids = " ".join(f"{page} 0 R" for page in range(3, number + 3))
    return _by_hand(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {number} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"] * number,
    )


@functools.cache
def bomb(unpacked_bytes: int, layers: int = 1) -> bytes:
    """A page whose contents are small and become immense, packed once or several times."""
    packer = zlib.compressobj(1)
    piece = b"0 0 m " * 100_000
    data = b"".join(packer.compress(piece) for _ in range(unpacked_bytes // len(piece))) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    document = opened()
    stream = document.make_stream(b"")
    stream.write(data, filter=Array([Name.FlateDecode] * layers))
    document.pages[0].obj.Contents = stream
    return saved(document)


def picture_bomb() -> bytes:
    document = opened()
    picture = document.make_stream(
        zlib.compress(bytes(1000)),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=2_000_000,
        Height=2_000_000,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    picture.Filter = Name.FlateDecode
    name = document.pages[0].add_resource(picture, Name.XObject)
    document.pages[0].contents_add(f"q 500 0 0 500 0 0 cm {name} Do Q".encode())
    return saved(document)


def photograph_bomb(wrapped: bool = False) -> bytes:
    """A second page with a small JPEG that says that it is 65,500 pixels wide and high."""
    output = io.BytesIO()
    Image.new("RGB", (64, 64)).save(output, "JPEG")
    jpeg = output.getvalue()
    size = jpeg.index(b"\xff\xc0") + 5
    jpeg = jpeg[:size] + b"\xff\xdc\xff\xdc" + jpeg[size + 4 :]
    document = opened(2)
    picture = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=64, Height=64)
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    if wrapped:
        picture.write(zlib.compress(jpeg), filter=Array([Name.FlateDecode, Name.DCTDecode]))
    else:
        picture.write(jpeg, filter=Name.DCTDecode)
    name = document.pages[1].add_resource(picture, Name.XObject)
    document.pages[1].contents_add(f"q 500 0 0 500 0 0 cm {name} Do Q".encode())
    return saved(document)


def endless_page_tree() -> bytes:
    """A branch of the page tree that has itself among its children."""
    return _by_hand(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


def pages_doubled_at_each_branch(depth: int) -> bytes:
    """A tree of few objects with 2^depth leaves."""
    branches = [f"<< /Type /Pages /Kids [{n + 1} 0 R {n + 1} 0 R] /Count 2 >>" for n in range(2, depth + 2)]
    return _by_hand(
        "<< /Type /Catalog /Pages 2 0 R >>", *branches, "<< /Type /Page /MediaBox [0 0 595 842] /Parent 2 0 R >>"
    )


def deep_nesting(depth: int = 100_000) -> bytes:
    return _by_hand(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /ExtGState << /G "
        + "[" * depth
        + "]" * depth
        + " >> >> >>",
    )


def long_chain(length: int = 20_000) -> bytes:
    """A graphics state that leads from object to object; not wrong, but deeper than any stack."""
    chain = [f"<< /SMask {number + 1} 0 R >>" for number in range(4, length + 4)]
    return _by_hand(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /ExtGState << /G 4 0 R >> >> >>",
        *chain,
        "<< >>",
    )


def form_within_itself() -> bytes:
    document = opened()
    form = document.make_stream(b"/Self Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(Self=form))
    name = document.pages[0].add_resource(form, Name.XObject)
    document.pages[0].contents_add(f"{name} Do".encode())
    return saved(document)


def endless_xref() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    pdf = drawn_pdf()
    at = int(pdf.rpartition(b"startxref")[2].split()[0])
    return pdf.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % at, 1)


def fields_within_themselves() -> bytes:
    document = opened()
    field = document.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String("b")))
    field.Kids = Array([field])
    field.Parent = field
    document.Root.AcroForm = Dictionary(Fields=Array([field]))
    return saved(document)


ENDLESS: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: bomb(1_200_000_000),
    "bomb in a bomb": lambda: bomb(600_000_000, layers=3),
    "picture bomb": picture_bomb,
    "photograph bomb": photograph_bomb,
    "endless page tree": endless_page_tree,
    "2^40 pages": lambda: pages_doubled_at_each_branch(40),
    "deep nesting": deep_nesting,
    "long chain": long_chain,
    "form within itself": form_within_itself,
    "endless xref": endless_xref,
    "fields within themselves": fields_within_themselves,
}


def _by_hand(*objects: str) -> bytes:
    """Write objects 1, 2, 3 … one after the other, with a table that says where they are."""
    output = io.BytesIO(b"%PDF-1.7\n")
    output.seek(0, io.SEEK_END)
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(output.tell())
        output.write(f"{number} 0 obj\n{each}\nendobj\n".encode())
    at = output.tell()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    output.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    output.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n".encode())
    return output.getvalue()
