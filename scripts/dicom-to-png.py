#!/usr/bin/env python3
"""Writes the picture of an uncompressed greyscale DICOM file as PNG: dicom-to-png.py IN.dcm OUT.png

Reads with pydicom (which `make setup` fetches); PNG (W3C, ISO/IEC 15948) needs only zlib.
Exit code 1 when the file has no picture that can be shown this way.
"""
import array
import os
import struct
import sys
import zlib

cache = os.environ.get("MEDQUORUM_CACHE", os.path.expanduser("~/.cache/medquorum"))
sys.path.insert(0, os.path.join(cache, "pydicom"))

try:
    import pydicom
except ImportError:
    sys.exit("pydicom is missing: run make setup")


def grey(dataset):
    """Rows of bytes 0..255, stretched over the values that occur."""
    if dataset.file_meta.TransferSyntaxUID.is_compressed or dataset.SamplesPerPixel != 1:
        raise ValueError("not an uncompressed greyscale image")
    kind = {(8, 0): "B", (8, 1): "b", (16, 0): "H", (16, 1): "h"}[dataset.BitsAllocated, dataset.PixelRepresentation]
    values = array.array(kind, dataset.PixelData[: dataset.Rows * dataset.Columns * dataset.BitsAllocated // 8])
    low, high = min(values), max(values)
    scale = 255 / max(1, high - low)
    invert = dataset.PhotometricInterpretation == "MONOCHROME1"
    shown = bytes(int((high - v if invert else v - low) * scale) for v in values)
    return [shown[i:i + dataset.Columns] for i in range(0, len(shown), dataset.Columns)]


def png(rows):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    size = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


if __name__ == "__main__":
    try:
        picture = png(grey(pydicom.dcmread(sys.argv[1])))
    except Exception as error:  # whatever is wrong with the file, there is no picture
        sys.exit(f"no picture: {error}")
    with open(sys.argv[2], "wb") as out:
        out.write(picture)
