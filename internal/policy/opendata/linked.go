package opendata

import (
	"fmt"
	"net/url"
	"strings"
	"time"
)

// vocabulary is the context of every answer, so that a reader need not fetch one.
var vocabulary = map[string]string{
	"cpsv": "http://purl.org/vocab/cpsv#", "cv": "http://data.europa.eu/m8g/", "dct": "http://purl.org/dc/terms/", "dcat": "http://www.w3.org/ns/dcat#",
	"eli": "http://data.europa.eu/eli/ontology#", "foaf": "http://xmlns.com/foaf/0.1/", "locn": "http://www.w3.org/ns/locn#", "schema": "https://schema.org/",
	"skos": "http://www.w3.org/2004/02/skos/core#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
	"as": "https://www.w3.org/ns/activitystreams#",
}

// node is one thing of linked data.
type node = map[string]any

// said is a text in Chinese.
func said(text string) node { return node{"@value": text, "@language": "zh"} }

// put sets a property unless the text is empty.
func put(n node, property, text string) {
	if strings.TrimSpace(text) != "" {
		n[property] = said(text)
	}
}

// chinese is the language in the words of the European Union's authority list.
const chinese = "http://publications.europa.eu/resource/authority/language/ZHO"

// linked says a measure, whose address is complete, in CPSV-AP and CCCEV.
func linked(m *Measure, base, place string, changed time.Time) node {
	part := func(name string) string { return m.URL + "#" + name }
	n := node{
		"@id": m.URL, "@type": "cpsv:PublicService", "dct:identifier": m.ID, "dct:title": said(m.Title), "dct:language": node{"@id": chinese},
		"dcat:keyword": []node{said(m.KindLabel), said(m.DeliveryLabel)}, "foaf:page": node{"@id": m.URL},
		"dct:modified":             node{"@value": changed.UTC().Format(time.RFC3339), "@type": "xsd:dateTime"},
		"cv:hasCompetentAuthority": authority(m.Department, base, place),
		"cv:contactPoint":          contactPoint(m, part("contact")),
		"cv:hasChannel":            node{"@id": base + "/my/to/" + url.PathEscape(m.ID), "@type": "cv:Channel", "dct:identifier": m.ID + "-portal"},
		"cpsv:produces":            output(m, part("benefit")),
		"cpsv:follows":             procedure(m, part("steps")),
	}
	put(n, "dct:description", m.Summary)
	if m.Beneficiaries != "" {
		n["dct:audience"] = node{"@id": part("who"), "@type": "skos:Concept", "skos:prefLabel": said(m.Beneficiaries)}
	}
	if m.Conditions != nil {
		n["cv:holdsRequirement"] = criterion(m, m.Conditions, "1")
	}
	var inputs []node
	for i, one := range m.Materials {
		name := fmt.Sprintf("material-%d", i+1)
		input := node{"@id": part(name), "@type": "cv:EvidenceType", "dct:identifier": m.ID + "-" + name, "dct:title": said(one.Name)}
		put(input, "dct:description", strings.Trim(one.Note+"；"+one.Source, "；"))
		inputs = append(inputs, input)
	}
	if inputs != nil {
		n["cv:hasInputType"] = inputs
	}
	if m.Policy != nil {
		n["cv:hasLegalResource"] = legal(m.Policy, base)
	}
	if m.EffectiveFrom != "" {
		n["dct:available"] = node{"@value": m.EffectiveFrom, "@type": "xsd:date"}
	}
	if m.From != "" || m.To != "" {
		n["dct:temporal"] = period(m)
	}
	return n
}

func authority(name, base, place string) node {
	n := node{"@id": base + "/#" + url.PathEscape(name), "@type": "cv:PublicOrganisation", "skos:prefLabel": said(name)}
	if place != "" {
		n["dct:spatial"] = node{"@id": base + "/#place", "@type": "dct:Location", "rdfs:label": said(place)}
	}
	return n
}

func contactPoint(m *Measure, id string) node {
	n := node{"@id": id, "@type": "cv:ContactPoint"}
	put(n, "rdfs:label", m.Contact.Unit)
	if m.Contact.Phone != "" {
		n["cv:telephone"] = m.Contact.Phone
	}
	if m.Contact.Hours != "" {
		n["cv:openingHours"] = node{"@id": id + "-hours", "dct:description": said(m.Contact.Hours)}
	}
	if m.Contact.Address != "" {
		n["locn:address"] = node{"@id": id + "-address", "@type": "locn:Address", "locn:fullAddress": said(m.Contact.Address)}
	}
	return n
}

func output(m *Measure, id string) node {
	n := node{"@id": id, "@type": "cv:Output", "dct:identifier": m.ID + "-benefit", "dct:title": said(m.AmountText)}
	put(n, "dct:description", strings.Join(m.Benefit, "\n"))
	return n
}

func procedure(m *Measure, id string) node {
	var lines []string
	for i, s := range m.Steps {
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%d. %s：%s", i+1, s.Title, s.Text), "："))
	}
	n := node{"@id": id, "@type": "cpsv:Rule", "dct:identifier": m.ID + "-steps", "dct:title": said("办理步骤")}
	put(n, "dct:description", strings.Join(append(lines, m.TimeLimit, m.PaymentTerm), "\n"))
	return n
}

// criterion is a condition with those under it; place tells it from its brothers.
func criterion(m *Measure, c *OpenCondition, place string) node {
	id := "condition-" + place
	n := node{
		"@id": m.URL + "#" + id, "@type": "cv:Criterion", "dct:identifier": m.ID + "-" + id, "dct:title": said(c.Words),
		"dct:type": node{"@id": "urn:yikou:condition:" + c.Kind},
	}
	if c.Kind == "at_least" {
		n["cv:expectedValue"] = c.AtLeast
	}
	if c.Quote != "" {
		n["cv:isDerivedFrom"] = node{"@id": m.URL + "#" + id + "-source", "@type": "cv:ReferenceFramework", "dct:identifier": m.ID + "-" + id + "-source", "dct:description": said(c.Quote)}
	}
	var children []node
	for i, child := range c.Children {
		children = append(children, criterion(m, child, fmt.Sprintf("%s.%d", place, i+1)))
	}
	if children != nil {
		n["cv:hasRequirement"] = children
	}
	return n
}

func legal(p *OpenPolicy, base string) node {
	n := node{"@id": base + "/#policy-" + url.PathEscape(p.ID), "@type": "eli:LegalResource", "dct:identifier": p.ID, "dct:title": said(p.Title)}
	if p.DocumentNo != "" {
		n["eli:id_local"] = p.DocumentNo
	}
	if p.PublishedOn != "" {
		n["dct:issued"] = node{"@value": p.PublishedOn, "@type": "xsd:date"}
	}
	var issuers []node
	for _, name := range p.Issuers {
		issuers = append(issuers, node{"@id": base + "/#" + url.PathEscape(name), "@type": "cv:PublicOrganisation", "skos:prefLabel": said(name)})
	}
	if issuers != nil {
		n["dct:publisher"] = issuers
	}
	if p.SourceURL != "" {
		n["foaf:page"] = node{"@id": p.SourceURL}
	}
	return n
}

func period(m *Measure) node {
	n := node{"@id": m.URL + "#window", "@type": "dct:PeriodOfTime"}
	for property, text := range map[string]string{"schema:startDate": m.From, "schema:endDate": m.To} {
		if text != "" {
			n[property] = node{"@value": text, "@type": "xsd:date"}
		}
	}
	return n
}

// tombstone stands for a measure that is no longer public.
func tombstone(page string, id string, changed time.Time) node {
	return node{
		"@id": page, "@type": "as:Tombstone", "dct:identifier": id, "as:formerType": node{"@id": "http://purl.org/vocab/cpsv#PublicService"},
		"as:deleted": node{"@value": changed.UTC().Format(time.RFC3339), "@type": "xsd:dateTime"},
	}
}
