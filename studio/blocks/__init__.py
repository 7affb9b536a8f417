"""What the palette offers: one class a kind of layer, one file a family; `catalogue` lists them all."""
