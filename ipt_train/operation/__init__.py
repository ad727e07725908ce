"""What the program does, one verb a file: values and ports in, a frozen result out."""
