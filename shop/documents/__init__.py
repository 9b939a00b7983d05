"""Rendering of PDF documents and QR codes; knows no business."""
