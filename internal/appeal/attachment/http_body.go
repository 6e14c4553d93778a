package attachment

// AppealFile is a photo, a voice note or a document.
type AppealFile struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Size     int64  `json:"size" doc:"字节"`
	Picture  bool   `json:"picture" doc:"照片"`
	Document bool   `json:"document" doc:"PDF 文件；既不是照片也不是文件的是录音"`
	Later    bool   `json:"later" doc:"后来补充的"`
}

// Body is a file as the API shows it.
func (f File) Body() AppealFile {
	return AppealFile{ID: f.ID, Name: f.Name, Size: f.Size, Picture: f.Media.Picture, Document: f.Media.Document(), Later: f.Later}
}

// Bodies are files as the API shows them.
func Bodies(list []File) []AppealFile {
	out := make([]AppealFile, len(list))
	for i, f := range list {
		out[i] = f.Body()
	}
	return out
}
