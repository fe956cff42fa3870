/**
 * What the server says about itself: the page, the OpenAPI document, the problems explained,
 * health.
 */
@NullMarked
package cloud.somersault.http.site;

import org.jspecify.annotations.NullMarked;
