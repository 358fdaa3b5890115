package graph

import (
	"context"

	"example.com/kits/loop"
)

// SignedIn is the key of the user's id in the context.
type SignedIn struct{}

// Resolver is the root.
type Resolver struct{}

// Patient returns PatientResolver implementation.
func (r *Resolver) Patient() PatientResolver { return &patientResolver{r} }

// Query returns QueryResolver implementation.
func (r *Resolver) Query() QueryResolver { return &queryResolver{r} }

type patientResolver struct{ *Resolver }

type queryResolver struct{ *Resolver }

// Labs is the resolver for the labs field of whatever patient was asked for.
func (r *patientResolver) Labs(ctx context.Context, obj *Patient) ([]string, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + obj.ID)
	return nil, err
}

// Labs is the resolver for the labs field.
func (r *queryResolver) Labs(ctx context.Context) ([]string, error) {
	id, _ := ctx.Value(SignedIn{}).(string)
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + id)
	return nil, err
}

// LabsOf is the resolver for the labsOf field.
func (r *queryResolver) LabsOf(ctx context.Context, user string) ([]string, error) {
	_, err := loop.Client(ctx).Get(loop.Labs + "?user_id=" + user)
	return nil, err
}

// Patient is the resolver for the patient field.
func (r *queryResolver) Patient(ctx context.Context, id string) (*Patient, error) {
	return &Patient{ID: id}, nil
}
