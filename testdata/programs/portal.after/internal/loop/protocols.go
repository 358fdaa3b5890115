package loop

import "context"
import "example.com/portal/internal/connect"

// StartProtocol enrols a member in a protocol of the catalogue.
func (c *Client) StartProtocol(ctx context.Context, memberID, protocolID string) (*Enrollment, error) {
	in := struct {
		ProtocolID string `json:"protocol_id"`
	}{protocolID}

	var out Enrollment
	err := c.Post(connect.WithUser(ctx, memberID), "clinical", "/v1/protocols/me", in, &out)
	return &out, err
}
