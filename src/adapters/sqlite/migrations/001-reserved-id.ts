/** `3EB0` and 18 upper-case hex digits, as a CHECK of the first schema on its column `reserved_id`. */
export const isReservedId = `length(reserved_id) = 22
    AND substr(reserved_id, 1, 4) = '3EB0'
    AND substr(reserved_id, 5) NOT GLOB '*[^0-9A-F]*'`;
