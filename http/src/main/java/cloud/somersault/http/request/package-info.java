/**
 * Reading what a user sent without trusting it: bodies with a limit, JSON objects field by field.
 * Whatever does not fit becomes a problem that names the place.
 */
@NullMarked
package cloud.somersault.http.request;

import org.jspecify.annotations.NullMarked;
