package paper

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is how many modules stay white around a code (ISO/IEC 18004 §6.3.8).
const quiet = 4

// code is a QR code as rows of dark modules.
type code struct{ dark [][]bool }

// encode makes the code of an address. Level M survives a tear of some 15 %.
func encode(address string) (*code, error) {
	drawn, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("draw the code of %q: %w", address, err)
	}
	c := &code{}
	for y := range drawn.Bounds().Dy() {
		row := make([]bool, drawn.Bounds().Dx())
		for x := range row {
			r, _, _, _ := drawn.At(x, y).RGBA()
			row[x] = r == 0
		}
		c.dark = append(c.dark, row)
	}
	return c, nil
}

// runs calls fn for each horizontal run of dark modules, in modules from the
// corner of the quiet zone.
func (c *code) runs(fn func(x, y, n int)) {
	for y, row := range c.dark {
		for x := 0; x < len(row); x++ {
			n := 0
			for x+n < len(row) && row[x+n] {
				n++
			}
			if n > 0 {
				fn(x+quiet, y+quiet, n)
				x += n
			}
		}
	}
}

// side is the side of the code in modules, with the quiet zone.
func (c *code) side() int { return len(c.dark) + 2*quiet }

// SVG returns the QR code of an address as an image that scales to any size.
func SVG(address string) (string, error) {
	c, err := encode(address)
	if err != nil {
		return "", err
	}
	var path strings.Builder
	c.runs(func(x, y, n int) { fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x, y, n, n) })
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges"><rect width="%[1]d" height="%[1]d" fill="#fff"/><path d="%[2]s" fill="#000"/></svg>`,
		c.side(), path.String()), nil
}
