"""Words as the texts write them."""

from __future__ import annotations

CAPITALS = {"OCOP", "PDF", "JPG", "PNG", "MB", "XXXX"}
"""Capitals that may stand in a text: OCOP is explained in the first greeting, the others stand on people's own files.
All else is written out, in sentences and on buttons alike: hợp tác xã (not HTX), tổ hợp tác (THT), giấy đăng ký kinh
doanh (ĐKKD), sản xuất kinh doanh (SXKD), an toàn thực phẩm (ATTP), Ủy ban nhân dân xã (UBND, even before "xã")."""
