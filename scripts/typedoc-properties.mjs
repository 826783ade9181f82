// Prevents two things that TypeDoc's own rule cannot tell apart: a property of a named type that nobody explained, and a
// hundred comments that say nothing. `kind` is how the members of every union are told apart, and the members of an object
// type that is written inline are explained by the comment of the symbol that holds them; neither needs a comment.
import { Application, ReflectionKind } from "typedoc"

export function load(app) {
  app.on(Application.EVENT_VALIDATE_PROJECT, (project) => {
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
      const symbol = project.getSymbolIdFromReflection(property)
      // What is re-exported from a sibling is that package's to explain.
      if (symbol === undefined || symbol.packageName !== project.packageName) continue
      if (property.hasComment() || property.name === "kind") continue
      if (property.parent.kindOf(ReflectionKind.TypeLiteral)) continue
      app.logger.validationWarning(`${property.getFriendlyFullName()} (${symbol.packagePath}) is not documented`)
    }
  })
}
