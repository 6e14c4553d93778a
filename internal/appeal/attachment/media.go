package attachment

import (
	"bytes"

	"github.com/gabriel-vasile/mimetype"
)

// Media is what a file is.
type Media struct {
	// Type is what it is served as.
	Type string
	// Picture says whether it is a photo; otherwise it is a voice note or a document.
	Picture bool
	// Ext is how its name ends.
	Ext string
}

// Document reports whether it is neither a photo nor a voice note. Only what a
// department shows with an answer may be one.
func (m Media) Document() bool { return m.Type == pdf.Type }

var pdf = Media{"application/pdf", false, ".pdf"}

// The kinds that are taken, by what the content shows. Browsers write voice notes
// into containers that could also hold films.
var kinds = []struct {
	shown string
	media Media
}{
	{"image/jpeg", Media{"image/jpeg", true, ".jpg"}},
	{"image/png", Media{"image/png", true, ".png"}},
	{"image/webp", Media{"image/webp", true, ".webp"}},
	{"image/heic", Media{"image/heic", true, ".heic"}},
	{"image/heif", Media{"image/heif", true, ".heif"}},
	{"audio/mpeg", Media{"audio/mpeg", false, ".mp3"}},
	{"audio/wav", Media{"audio/wav", false, ".wav"}},
	{"audio/amr", Media{"audio/amr", false, ".amr"}},
	{"audio/aac", Media{"audio/aac", false, ".aac"}},
	{"audio/ogg", Media{"audio/ogg", false, ".ogg"}},
	{"audio/x-m4a", Media{"audio/mp4", false, ".m4a"}},
	{"audio/mp4", Media{"audio/mp4", false, ".m4a"}},
	{"video/mp4", Media{"audio/mp4", false, ".m4a"}},
	{"video/webm", Media{"audio/webm", false, ".weba"}},
	{"audio/webm", Media{"audio/webm", false, ".weba"}},
}

// mediaOf tells what a file is from its content. It fails with ErrKind.
func mediaOf(data []byte) (Media, error) {
	found := mimetype.Detect(data)
	for _, k := range kinds {
		if found.Is(k.shown) {
			if !k.media.Picture && showsPictures(data) {
				return Media{}, ErrKind
			}
			return k.media, nil
		}
	}
	return Media{}, ErrKind
}

// evidenceOf tells what a file is that a department shows. It fails with ErrDocument.
func evidenceOf(data []byte) (Media, error) {
	if mimetype.Detect(data).Is(pdf.Type) {
		return pdf, nil
	}
	m, err := mediaOf(data)
	if err != nil {
		return m, ErrDocument
	}
	return m, nil
}

// showsPictures reports whether a container of sound holds a track of pictures: the
// handler of such a track in MP4, its codecs in WebM.
func showsPictures(data []byte) bool {
	for _, mark := range []string{"vide", "V_VP", "V_AV1", "V_MPEG"} {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	return false
}
