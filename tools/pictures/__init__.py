"""Pictures: the drawn world of Mayak, built from small pieces of SVG."""
