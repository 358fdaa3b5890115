package loop

import "context"

// StartProtocol enrols a member in a protocol of the catalogue.
func (c *Client) StartProtocol(ctx context.Context, memberID, protocolID string) (*Enrollment, error) {
	in := struct {
		ProtocolID string `json:"protocol_id"`
	}{protocolID}

	var out Enrollment
	err := c.Post(ctx, "clinical", "/v1/protocols?user_id="+memberID, in, &out)
	return &out, err
}
