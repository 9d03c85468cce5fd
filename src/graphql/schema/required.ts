import { GraphQLNonNull, type GraphQLOutputType } from "graphql";

/** The type without null. */
export function required(type: GraphQLOutputType): GraphQLOutputType {
  return type instanceof GraphQLNonNull ? type : new GraphQLNonNull(type);
}

/** The type with null. */
export function nullable(type: GraphQLOutputType): GraphQLOutputType {
  return type instanceof GraphQLNonNull ? type.ofType : type;
}
