"""One verb a file: values and ports in, a result out. The Python API of the room."""
