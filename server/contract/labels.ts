/** Display names by id; a removed person's id answers the portal's `removedName`, an unknown one is absent. */
export interface Labels {
  items: { id: string; name: string; removed?: boolean }[];
}
