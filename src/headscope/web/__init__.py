"""The local server: the only room that knows starlette and uvicorn."""
