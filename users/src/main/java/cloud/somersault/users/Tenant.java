package cloud.somersault.users;

/**
 * Somebody with an account: a person, a laboratory, a class of students.
 *
 * @param name as in the header Somersault-Tenant
 */
public record Tenant(String name, Country country) {}
