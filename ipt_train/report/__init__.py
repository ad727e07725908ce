"""Reports as one HTML file: charts, tables beside them, and the page that holds them."""
