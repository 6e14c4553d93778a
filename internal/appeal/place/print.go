package place

import (
	"cmp"
	"io"

	"github.com/yikou/yikou/internal/platform/paper"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Address is what the QR code of a place leads to, from where browsers reach the
// instance.
func Address(base, code string) string { return base + "/q/p/" + code }

// side is how large the code is on paper, in millimetres: read from two metres.
const side = 120

// writeSheet typesets the sheet of a place on A4.
func (s *Service) writeSheet(p Shown, base string, w io.Writer) error {
	made := s.Clock.Now()
	foot := "地点编号 " + p.Code + " · " + civil.Of(made.In(civil.Beijing)).Chinese() + "印制"
	d, err := s.Press.New(paper.Settings{Size: paper.A4, Title: "扫码反映 " + p.Name, Foot: foot, Author: s.Instance, Made: made, Bare: true})
	if err != nil {
		return err
	}
	centre := func(text string, size float64, bold bool, colour paper.Colour) {
		d.Text(text, paper.Style{Size: size, Bold: bold, Colour: colour, Centre: true})
	}
	centre(cmp.Or(s.Instance, "企业服务中心"), 18, false, paper.Faint)
	centre("有诉求，扫一扫", 40, true, paper.Accent)
	centre(p.Name, 26, true, paper.Ink)
	if p.Form.Address != "" {
		centre(p.Form.Address, 13, false, paper.Faint)
	}
	d.Space(6)
	d.Code(Address(base, p.Code), "微信或相机扫码", side)
	d.Space(4)
	centre("企业遇到的困难、意见和建议，都可以在这里说", 17, false, paper.Ink)
	centre("件件有编号、有人办、有答复，可以不留姓名", 17, false, paper.Ink)
	d.Space(4)
	centre(foot, 10, false, paper.Faint)
	return d.Finish(w)
}
