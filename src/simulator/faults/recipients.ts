/** What becomes of the people and groups that one writes to. All of it is told to the pages as WhatsApp would. */
export interface RecipientFaults {
  /** The owner is no longer in this group, until `joinGroup`. */
  leaveGroup(groupName: string): void;
  joinGroup(groupName: string): void;
  /** Only admins may write in this group, and the owner is none. */
  readOnly(groupName: string, on: boolean): void;
  /** The owner blocked this person. */
  blockContact(personName: string, on: boolean): void;
  /** The person takes another number (E.164) along with their account; nobody has the old one. */
  moveNumber(personName: string, newPhone: string): void;
  /**
   * The number of this person now belongs to the account of the other one, who keeps their own LID; the person has a new
   * number, which nobody knew.
   */
  passNumber(fromName: string, toName: string): void;
  /** The person is not on WhatsApp any more. */
  leaveWhatsApp(personName: string): void;
  /** The owner's address book calls them so from now on. */
  renameContact(personName: string, newName: string): void;
  /**
   * WhatsApp Web does not know the LID behind this person's number. `until_asked`: a query of the number teaches it;
   * `always`: nothing does.
   */
  noLid(personName: string, how: 'until_asked' | 'always' | null): void;
}
