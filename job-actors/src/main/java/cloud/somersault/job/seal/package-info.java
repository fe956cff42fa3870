/**
 * How what users bring and get is sealed before it is stored, so that it can be erased from a log
 * that forgets nothing: each job's contents lie under a key of its own, made of a key of its
 * tenant's day, and go with it. Begin with {@link cloud.somersault.job.seal.Contents}; the form of
 * a sealed content is at {@link cloud.somersault.job.seal.JobKey}. Where keys lie is not said here.
 */
@NullMarked
package cloud.somersault.job.seal;

import org.jspecify.annotations.NullMarked;
