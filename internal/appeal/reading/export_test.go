package reading

// ShippedEdition is what holds until an office says otherwise.
func ShippedEdition() Edition { return shipped() }

// ClassOf is what a limit makes of a confidence.
func (l Limit) ClassOf(confidence float64) Class { return l.classify(confidence) }
