package cloud.somersault.http.audit;

/** Whatever travels between nodes for the audit log; bound to a serializer in reference.conf. */
public interface AuditMessage {}
