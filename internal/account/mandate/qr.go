package mandate

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// qrSide is the side of the picture in pixels. A guess: a camera reads it from a
// phone held at arm's length.
const qrSide = 360

// qrPicture returns a QR code of the text as a PNG in a data address.
func qrPicture(text string) (string, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return "", fmt.Errorf("draw QR code: %w", err)
	}
	scaled, err := barcode.Scale(code, qrSide, qrSide)
	if err != nil {
		return "", fmt.Errorf("draw QR code: %w", err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, scaled); err != nil {
		return "", fmt.Errorf("draw QR code: %w", err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture.Bytes()), nil
}
