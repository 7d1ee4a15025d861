//! Who may enter a folder: its mode, its owner and its lists of access.
//!
//! Work in progress is its owner's alone. What is put in the place of a folder lets in whom that one did: a private dataset
//! stays private, and a shared one shared.

use std::path::Path;

/// Who may enter a folder.
#[derive(Debug, Default)]
pub(super) struct Access {
    #[cfg(unix)]
    seen: Option<unix::Seen>,
}

impl Access {
    /// Who may enter this one.
    pub(super) fn of(folder: &Path) -> Self {
        #[cfg(unix)]
        return Self { seen: unix::Seen::of(folder) };
        #[cfg(not(unix))]
        {
            let _ = folder;
            Self::default()
        }
    }

    /// Keeps everybody else out.
    pub(super) fn close(folder: &Path) {
        #[cfg(unix)]
        unix::set_mode(folder, 0o700);
        #[cfg(not(unix))]
        let _ = folder;
    }

    /// Lets the same people in. Where the system does not allow that, fewer are let in, never more.
    pub(super) fn give(&self, folder: &Path) {
        #[cfg(unix)]
        if let Some(seen) = &self.seen {
            seen.give(folder);
        }
        #[cfg(not(unix))]
        let _ = folder;
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::Path;

    /// The lists of access of POSIX, of the folder and for what is made in it.
    #[cfg(target_os = "linux")]
    const LISTS: [&str; 2] = ["system.posix_acl_access", "system.posix_acl_default"];

    #[derive(Debug)]
    pub(super) struct Seen {
        mode: u32,
        owner: (u32, u32),
        #[cfg(target_os = "linux")]
        lists: [Option<Vec<u8>>; 2],
    }

    impl Seen {
        pub(super) fn of(folder: &Path) -> Option<Self> {
            let metadata = fs::metadata(folder).ok()?;
            Some(Self {
                mode: metadata.mode() & 0o7777,
                owner: (metadata.uid(), metadata.gid()),
                #[cfg(target_os = "linux")]
                lists: LISTS.map(|name| list(folder, name)),
            })
        }

        pub(super) fn give(&self, folder: &Path) {
            let Ok(metadata) = fs::metadata(folder) else { return };
            let (owner, group) = self.owner;
            let mut mode = self.mode;
            if (metadata.uid(), metadata.gid()) != self.owner {
                use rustix::fs::{Gid, Uid, chown};
                let whole = chown(folder, Some(Uid::from_raw(owner)), Some(Gid::from_raw(group)));
                // Who is not the superuser may give it to a group of theirs, and to nobody else.
                let is_group = whole.is_ok() || chown(folder, None, Some(Gid::from_raw(group))).is_ok();
                if !is_group {
                    // What the one group may, the other was never given.
                    mode &= !0o2070;
                }
            }
            set_mode(folder, mode);
            #[cfg(target_os = "linux")]
            for (name, list) in LISTS.into_iter().zip(&self.lists) {
                use rustix::fs::{XattrFlags, removexattr, setxattr};
                // What the folder above gives by default is not what stood here.
                let _ = match list {
                    Some(list) => setxattr(folder, name, list, XattrFlags::empty()),
                    None => removexattr(folder, name),
                };
            }
        }
    }

    pub(super) fn set_mode(folder: &Path, mode: u32) {
        let _ = fs::set_permissions(folder, Permissions::from_mode(mode));
    }

    #[cfg(target_os = "linux")]
    fn list(folder: &Path, name: &str) -> Option<Vec<u8>> {
        let mut list = vec![0; 4096];
        let length = rustix::fs::getxattr(folder, name, list.as_mut_slice()).ok()?;
        list.truncate(length);
        Some(list)
    }
}
