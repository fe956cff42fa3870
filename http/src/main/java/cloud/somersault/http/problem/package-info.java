/**
 * What went wrong, said in a way that a program can act on: every error of every door is a {@link
 * cloud.somersault.http.problem.Problem} with a stable {@link
 * cloud.somersault.http.problem.ProblemCode}. Open {@code ProblemCode} first; docs/problems.md is
 * written from it.
 */
@NullMarked
package cloud.somersault.http.problem;

import org.jspecify.annotations.NullMarked;
