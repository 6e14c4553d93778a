package appeals

// Partner is a system that the demo city once exchanged cases with. It is off: the
// demo calls nobody.
type Partner struct{ Code, Name, Endpoint string }

// HotlineSystem is the one partner of the demo city. Nobody can have its address
// (RFC 2606).
func HotlineSystem() Partner {
	return Partner{Code: "rexian", Name: "霁川市便民热线受理平台", Endpoint: "https://rexian.example/hooks"}
}
